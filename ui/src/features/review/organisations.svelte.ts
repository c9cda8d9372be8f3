// The organisations that a reviewer can narrow the queue to.

import type { Option } from '../../components/options';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';
import { text } from '../record/values';

const MOST = 500;

class Organisations {
  options = $state.raw<Option[]>([]);

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
      for (let from = 0; from < count; from += MOST) {
        const { rows } = await call('view_window', { view, from, count: Math.min(MOST, count - from) });
        for (const { fields } of rows) {
          options.push({ value: text(fields, 'code'), text: text(fields, 'code'), detail: text(fields, 'legalName') });
        }
      }
      this.options = options;
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }
}

export const organisations = new Organisations();
