// The organisations that a reviewer can narrow the queue to.

import type { Option } from '../../components/options';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';
import { text } from '../record/values';

const MOST = 500;

class Organisations {
  options = $state.raw<Option[]>([]);
  /** Their ids by code: what filters count by. */
  #ids = $state.raw<Record<string, string>>({});

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
      for (let from = 0; from < count; from += MOST) {
        const { rows } = await call('view_window', { view, from, count: Math.min(MOST, count - from) });
        for (const { id, fields } of rows) {
          ids[text(fields, 'code')] = id;
          options.push({ value: text(fields, 'code'), text: text(fields, 'code'), detail: text(fields, 'legalName') });
        }
      }
      this.#ids = ids;
      this.options = options;
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }
}

export const organisations = new Organisations();
