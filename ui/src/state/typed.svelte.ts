// What is being typed and not saved yet. It is kept in the encrypted cache, so
// that the end of the program does not lose it; the next start offers it again
// and applies nothing by itself.

import type { Fields, RecordType, SavedItem } from '../generated/protocol';
import { call } from '../host';

/** How long typing may run ahead of what is kept. */
const WAIT = 200;
const KIND = 'typed';
/** Tells this run of the window from those before it. */
const RUN = crypto.randomUUID();

export interface Typed {
  type: RecordType;
  /** The record; null: one that was being made. */
  id: string | null;
  /** What was typed, as a merge patch. */
  patch: Fields;
}

/** A typed text that was left, under the name it is kept by. */
export interface Left {
  name: string;
  typed: Typed;
}

const nameOf = (type: RecordType, id: string | null): string => `${RUN} ${type} ${id ?? ''}`;

class TypedTexts {
  /** What earlier runs left, or what could not be saved. */
  left = $state.raw<Left[]>([]);
  /** A new offer that is to be gone on with. */
  again = $state.raw<Fields | null>(null);
  #waiting = new Map<string, Typed>();
  #kept = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other, so that what is forgotten is not kept after all. */
  #last: Promise<unknown> = Promise.resolve();

  /** Keeps what is typed, not later than `WAIT` after it was. */
  keep(type: RecordType, id: string | null, patch: Fields): void {
    this.#waiting.set(nameOf(type, id), { type, id, patch });
    this.#timer ??= setTimeout(() => this.#write(), WAIT);
  }

  /** It was saved or given up. */
  drop(type: RecordType, id: string | null): void {
    const name = nameOf(type, id);
    this.#waiting.delete(name);
    if (this.#kept.delete(name)) this.#queue(() => call('forget', { kind: KIND, name }));
  }

  /** It was to be saved, and was if `saved`: else it is offered again. */
  settle(type: RecordType, id: string | null, patch: Fields, saved: boolean): void {
    if (saved) {
      this.drop(type, id);
      return;
    }
    this.keep(type, id, patch);
    const name = nameOf(type, id);
    this.left = [...this.left.filter((other) => other.name !== name), { name, typed: { type, id, patch } }];
  }

  /** Reads what earlier runs left. */
  async load(): Promise<void> {
    try {
      this.#take((await call('saved', { kind: KIND })).items);
    } catch {
      // Without a cache there is nothing to offer.
      this.left = [];
    }
  }

  /** A left one was taken or thrown away. */
  forget(name: string): void {
    this.left = this.left.filter((other) => other.name !== name);
    this.#waiting.delete(name);
    this.#kept.delete(name);
    this.#queue(() => call('forget', { kind: KIND, name }));
  }

  /** A new offer that was left is gone on with: from now on it is this run's. */
  goOn({ name, typed }: Left): void {
    this.#waiting.set(nameOf(typed.type, null), typed);
    this.#write();
    this.forget(name);
    this.again = typed.patch;
  }

  #take(items: SavedItem[]): void {
    this.left = items
      .filter(({ name }) => !name.startsWith(RUN))
      .map(({ name, body }) => ({ name, typed: body as Typed }));
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [name, body] of this.#waiting) {
      this.#kept.add(name);
      this.#queue(() => call('save', { kind: KIND, name, body, locked: false }));
    }
    this.#waiting.clear();
  }

  #queue(next: () => Promise<unknown>): void {
    // One that fails leaves the others; the text itself is still on the screen.
    this.#last = this.#last.then(next).catch(() => {});
  }
}

export const typedTexts = new TypedTexts();
