// Short messages. Good news leaves by itself, errors stay until closed.

import type { ClientError } from '../generated/protocol';
import { errorText } from '../i18n/index.svelte';

export interface Toast {
  id: number;
  kind: 'info' | 'error';
  text: () => string;
  undo?: () => void;
}

const SHOWN_FOR = 6000;

class Toasts {
  items = $state<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** The number of the latest; those that come have higher ones. */
  get newest(): number {
    return this.#next - 1;
  }

  /** `text` is a function so that the words follow a switch of language. */
  info(text: () => string, undo?: () => void): number {
    const id = this.#next++;
    this.#add(undo ? { id, kind: 'info', text, undo } : { id, kind: 'info', text });
    return id;
  }

  /**
   * Commands that fail together for one reason say it once. A damaged copy is told
   * by a screen of its own, which no message may cover.
   */
  error(error: ClientError): void {
    if (error.code === 'damaged-cache') return;
    const said = errorText(error);
    this.items = this.items.filter((item) => item.kind !== 'error' || item.text() !== said);
    this.#add({ id: this.#next++, kind: 'error', text: () => errorText(error) });
  }

  close(id: number): void {
    this.hold(id);
    this.items = this.items.filter((item) => item.id !== id);
  }

  /** Keeps a message while it is looked at. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  release(id: number): void {
    const toast = this.items.find((item) => item.id === id);
    if (toast?.kind === 'info') this.#timers.set(id, setTimeout(() => this.close(id), SHOWN_FOR));
  }

  #add(toast: Toast): void {
    const kept = toast.kind === 'info' ? this.items.filter((item) => item.kind === 'error') : this.items;
    this.items = [...kept.slice(-2), toast];
    this.release(toast.id);
  }
}

export const toasts = new Toasts();
