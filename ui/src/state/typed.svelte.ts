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
  /** When it was typed, milliseconds; no two are the same. */
  at: number;
}

/** A typed text that was left, under the name it is kept by. */
export interface Left {
  name: string;
  typed: Typed;
}

/** A new record that is to be gone on with. */
export interface Again {
  type: RecordType;
  fields: Fields;
}

const nameOf = (type: RecordType, id: string | null): string => `${RUN} ${type} ${id ?? ''}`;

class TypedTexts {
  /** What earlier runs left, or what could not be saved: what was typed last stands last. */
  left = $state.raw<Left[]>([]);
  /** What its screen opens a form for, and then takes away. */
  again = $state.raw<Again | null>(null);
  #waiting = new Map<string, Typed>();
  #kept = new Set<string>();
  /** When something was last typed in a record. */
  #newest = new Map<string, number>();
  /** One for each that is being saved. */
  #saving = new Set<Promise<void>>();
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other, so that what is forgotten is not kept after all. */
  #last: Promise<unknown> = Promise.resolve();

  /** Keeps what is typed, not later than `WAIT` after it was. */
  keep(type: RecordType, id: string | null, patch: Fields): void {
    this.#put(nameOf(type, id), type, id, patch);
  }

  #put(name: string, type: RecordType, id: string | null, patch: Fields): Typed {
    // The clock may stand still, or go back.
    this.#at = Math.max(Date.now(), this.#at + 1);
    const typed = { type, id, patch, at: this.#at };
    this.#newest.set(name, this.#at);
    this.#waiting.set(name, typed);
    this.#timer ??= setTimeout(() => this.#write(), WAIT);
    return typed;
  }

  /** It was saved or given up. */
  drop(type: RecordType, id: string | null): void {
    const name = nameOf(type, id);
    this.#waiting.delete(name);
    if (this.#kept.delete(name)) this.#queue(() => call('forget', { kind: KIND, name }));
  }

  /**
   * It is about to be saved. The answer is called with whether it was: what was
   * not is offered again, and what was typed meanwhile stays kept.
   */
  saving(type: RecordType, id: string | null, patch: Fields): (saved: boolean) => void {
    const own = nameOf(type, id);
    const before = this.#newest.get(own);
    let answered = (): void => {};
    const promise = new Promise<void>((resolve) => (answered = resolve));
    this.#saving.add(promise);
    return (saved) => {
      this.#saving.delete(promise);
      answered();
      const newer = this.#newest.get(own) !== before;
      if (saved) {
        if (!newer) this.drop(type, id);
        return;
      }
      const name = newer ? `${own} ${before ?? 0}` : own;
      const typed = this.#put(name, type, id, patch);
      this.left = [...this.left.filter((other) => other.name !== name), { name, typed }];
    };
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

  /** Writes what waits, and answers when all of it is kept or forgotten. */
  async flush(): Promise<void> {
    while (this.#saving.size > 0) await Promise.all(this.#saving);
    this.#write();
    await this.#last;
  }

  /** A left one was taken or thrown away. */
  forget(name: string): void {
    this.left = this.left.filter((other) => other.name !== name);
    this.#waiting.delete(name);
    this.#kept.delete(name);
    this.#queue(() => call('forget', { kind: KIND, name }));
  }

  /** A new record that was left is gone on with: from now on it is this run's. */
  goOn({ name, typed }: Left): void {
    this.keep(typed.type, null, typed.patch);
    this.#write();
    this.forget(name);
    this.again = { type: typed.type, fields: typed.patch };
  }

  /** What the screen of a type shall open a form for; once. */
  takeAgain(type: RecordType): Fields | null {
    const again = this.again;
    if (again?.type !== type) return null;
    this.again = null;
    return again.fields;
  }

  #take(items: SavedItem[]): void {
    this.left = items
      .filter(({ name }) => !name.startsWith(RUN))
      .map(({ name, body }) => ({ name, typed: body as Typed }))
      .sort((a, b) => a.typed.at - b.typed.at);
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
