// Every change of a record goes through here: it is saved, counted, announced,
// and can be taken back.

import type { EditReply, Fields, RecordRef, RecordType, Tick } from '../generated/protocol';
import { asClientError, call, type Args, type Name } from '../host';
import { t } from '../i18n/index.svelte';
import { live } from './live.svelte';
import { redone, undone } from '../features/steps/words';
import { toasts } from './toasts.svelte';
import { typedTexts } from './typed.svelte';

type Editing = {
  [K in Name]: import('../generated/protocol').Commands[K]['reply'] extends EditReply ? K : never;
}[Name];

/** What is being saved now. */
const saving = new Set<Promise<unknown>>();

/**
 * Before the window closes: the editor that has the focus saves what is written
 * in it, and all of it is saved, or kept to be offered at the next start.
 */
export async function finish(): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  while (saving.size > 0) await Promise.allSettled(saving);
  await typedTexts.flush();
}

/** Runs an editing command for a screen that tells of a failure itself. */
export async function attempt<K extends Editing>(name: K, args: Args<K>): Promise<EditReply> {
  const saved = call(name, args);
  saving.add(saved);
  const reply = (await saved.finally(() => saving.delete(saved))) as EditReply;
  if (reply.changed > 0) live.takenBack = false;
  await live.refresh();
  return reply;
}

/** Runs an editing command; null when it failed, which was then said. */
export async function run<K extends Editing>(name: K, args: Args<K>): Promise<EditReply | null> {
  try {
    return await attempt(name, args);
  } catch (error) {
    toasts.error(asClientError(error));
    return null;
  }
}

/** Saves a merge patch on one or more records as one step. */
export async function edit(type: RecordType, ids: string[], patch: Fields): Promise<boolean> {
  return editEach(ids.map((id) => ({ type, id, patch })));
}

export async function editEach(edits: { type: RecordType; id: string; patch: Fields }[]): Promise<boolean> {
  const reply = await run('edit', { edits });
  if (!reply) return false;
  if (reply.needsConfirm) {
    toasts.error({
      code: 'confirm-needed',
      args: { updates: String(reply.needsConfirm.updates), removals: String(reply.needsConfirm.removals) },
      findings: [],
    });
    return false;
  }
  const [first] = reply.dropped;
  if (first) {
    const count = reply.dropped.length;
    toasts.info(() => t('offers-site-dropped', { site: first.site, count }), () => void undo());
  } else if (reply.changed > 1) {
    const { changed, invalid } = reply;
    toasts.info(() => t('step-many-edited', { count: changed, invalid }), () => void undo());
  }
  return true;
}

export async function discard(records: RecordRef[], field: string | null = null): Promise<void> {
  discarded(await run('discard', { records, field }));
}

/** Lets refused edits go with the next push again. */
export async function again(records: RecordRef[]): Promise<void> {
  const reply = await run('retry', { records });
  if (reply?.changed) toasts.info(() => t('changes-again-done'));
}

/** Takes back the pending edits that are ticked; whether any were. */
export async function discardTicked(ticks: Tick[]): Promise<boolean> {
  return discarded(await run('discard_ticked', { ticks }));
}

function discarded(reply: EditReply | null): boolean {
  if (!reply || reply.changed === 0) return false;
  toasts.info(() => t('step-discarded', { count: reply.changed }), () => void undo());
  return true;
}

/** Steps that make records: taken back or done again, lists have other rows. */
const MAKING = new Set(['create', 'duplicate', 'import', 'paste', 'rollover', 'undo-step']);

export async function undo(): Promise<void> {
  const reply = await run('undo', {});
  if (reply && MAKING.has(reply.action)) live.pulls += 1;
  if (reply) toasts.info(() => undone(reply, live.takenBack));
}

export async function redo(): Promise<void> {
  const reply = await run('redo', {});
  if (reply && MAKING.has(reply.action)) live.pulls += 1;
  if (reply) toasts.info(() => redone(reply));
}
