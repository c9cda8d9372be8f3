// The texts that notes begin with, by verdict and reason: those that come with
// the program, and what the reviewer keeps instead of them on this machine.

import type { ClientError, Language, SavedItem } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { format, has, LANGUAGES } from '../../i18n/bundles';
import { toasts } from '../../state/toasts.svelte';

const KIND = 'template';
/** What stands in a text for the offer's name, and for its organisation's. */
export const PLACES = { name: '{name}', institution: '{institution}' };

/** A text for each language. */
export type Note = Record<Language, string>;

const nameOf = (verdict: string, reason: string): string => `${verdict}/${reason}`;

/** The text that comes with the program; '' for none. */
export function shipped(verdict: string, reason: string, language: Language): string {
  const key = `template-${verdict}-${reason}`;
  return has(language, key) ? format(language, key, PLACES) : '';
}

/** A note for one offer, as it will be sent; what a name says in braces stays as it is. */
export function filled(note: string, about: { name: string; institution: string }): string {
  return note.replace(/\{(name|institution)\}/g, (_, place: 'name' | 'institution') => about[place]);
}

class Templates {
  #own = $state.raw<Record<string, Partial<Note>>>({});

  async load(): Promise<void> {
    const failed = await this.#take(() => call('saved', { kind: KIND }));
    if (failed) toasts.error(failed);
  }

  /** Whether the reviewer keeps another text for a reason than the one that comes with the program. */
  isOwn(verdict: string, reason: string): boolean {
    return this.#own[nameOf(verdict, reason)] !== undefined;
  }

  text(verdict: string, reason: string, language: Language): string {
    return this.#own[nameOf(verdict, reason)]?.[language] ?? shipped(verdict, reason, language);
  }

  /** The note for some reasons together. */
  note(verdict: string, reasons: string[]): Note {
    const texts = (language: Language): string =>
      reasons
        .map((reason) => this.text(verdict, reason, language))
        .filter((text) => text !== '')
        .join('\n\n');
    return { nl: texts('nl'), fr: texts('fr'), en: texts('en') };
  }

  /** Keeps a note as the template for a reason: the texts of it that are not as they came. Answers why it could not. */
  async keep(verdict: string, reason: string, note: Note): Promise<ClientError | null> {
    const changed = LANGUAGES.filter((language) => note[language].trim() !== shipped(verdict, reason, language));
    if (changed.length === 0) return this.reset(verdict, reason);
    const body = Object.fromEntries(changed.map((language) => [language, note[language].trim()]));
    return this.#take(() => call('save', { kind: KIND, name: nameOf(verdict, reason), body, locked: false }));
  }

  /** Back to the texts that come with the program. Answers why that could not be. */
  async reset(verdict: string, reason: string): Promise<ClientError | null> {
    if (!this.isOwn(verdict, reason)) return null;
    return this.#take(() => call('forget', { kind: KIND, name: nameOf(verdict, reason) }));
  }

  async #take(ask: () => Promise<{ items: SavedItem[] }>): Promise<ClientError | null> {
    try {
      const { items } = await ask();
      this.#own = Object.fromEntries(items.map(({ name, body }) => [name, body as Partial<Note>]));
      return null;
    } catch (error) {
      return asClientError(error);
    }
  }
}

export const templates = new Templates();
