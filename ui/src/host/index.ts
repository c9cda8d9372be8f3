// The only door to the program behind the window. Nothing else imports Tauri,
// so that the window could run in any web view.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';
import type { ClientError, Commands } from '../generated/protocol';

export type Name = keyof Commands;
export type Args<K extends Name> = Commands[K]['args'];
export type Reply<K extends Name> = Commands[K]['reply'];

let tellDamage = (): void => {};

/** Tells when a command met a page of the copy that is not what was written. */
export function onDamage(tell: () => void): void {
  tellDamage = tell;
}

/** Calls a command. Rejects with a `ClientError`, whatever went wrong. */
export async function call<K extends Name>(name: K, args: Args<K>): Promise<Reply<K>> {
  try {
    return await invoke<Reply<K>>(name, { args });
  } catch (error) {
    const told = asClientError(error);
    if (told.code === 'damaged-cache') tellDamage();
    throw told;
  }
}

/** Tells when the cache changed, whoever changed it. */
export function onChanged(tell: (version: number) => void): Promise<() => void> {
  return listen<{ version: number }>('changed', (event) => tell(event.payload.version));
}

/** Finishes what is going on before the window closes; it closes, whatever comes of that. */
export async function onClosing(finish: () => Promise<void>): Promise<() => void> {
  return getCurrentWindow().onCloseRequested(() => finish().catch(() => {}));
}

const AWAY = ['unreachable', 'unavailable', 'session-ended', 'not-signed-in', 'not-the-service'];

/** Whether the service cannot be asked now, whatever is asked. */
export const isAway = (error: ClientError): boolean => AWAY.includes(error.code);

export function asClientError(error: unknown): ClientError {
  if (isClientError(error)) return { code: error.code, args: error.args ?? {}, findings: error.findings ?? [] };
  return { code: 'internal', args: { detail: String(error) }, findings: [] };
}

function isClientError(error: unknown): error is ClientError {
  return typeof error === 'object' && error !== null && typeof (error as { code?: unknown }).code === 'string';
}
