// The organisations that a reviewer can narrow the queue to.

import type { Option } from '../../components/options';
import type { Language } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { LANGUAGES } from '../../i18n/bundles';
import { toasts } from '../../state/toasts.svelte';
import { members, text } from '../record/values';

const MOST = 500;

class Organisations {
  options = $state.raw<Option[]>([]);
  /** Their ids by code: what filters count by. */
  #ids = $state.raw<Record<string, string>>({});
  #languages = $state.raw<Record<string, Language>>({});

  /** The ids of organisations with these codes. */
  idsOf(codes: string[]): string[] {
    return codes.map((code) => this.#ids[code] ?? code);
  }

  /** Their codes. */
  codesOf(ids: string[]): string[] {
    return ids.map((id) => Object.entries(this.#ids).find(([, known]) => known === id)?.[0] ?? id);
  }

  /** The legal name of the organisation with a code. */
  nameOf(code: string): string {
    return this.options.find(({ value }) => value === code)?.detail ?? code;
  }

  /** The language in which the service writes to an organisation: the first of ours that it works in. */
  languageOf(code: string): Language {
    return this.#languages[code] ?? 'nl';
  }

  async load(): Promise<void> {
    try {
      const { view, count } = await call('view_open', {
        type: 'organisation',
        where: [],
        search: '',
        sort: [{ field: 'code', descending: false }],
        reviewQueue: false,
      });
      const options: Option[] = [];
      const ids: Record<string, string> = {};
      const languages: Record<string, Language> = {};
      for (let from = 0; from < count; from += MOST) {
        const { rows } = await call('view_window', { view, from, count: Math.min(MOST, count - from) });
        for (const { id, fields } of rows) {
          ids[text(fields, 'code')] = id;
          const works = members(fields.languages);
          languages[text(fields, 'code')] = LANGUAGES.find((one) => works.includes(one)) ?? 'nl';
          options.push({ value: text(fields, 'code'), text: text(fields, 'code'), detail: text(fields, 'legalName') });
        }
      }
      this.#ids = ids;
      this.#languages = languages;
      this.options = options;
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }
}

export const organisations = new Organisations();
