// How many records have which value, asked again when the filter or the cache
// changes. What is on screen stays until the new numbers are here.

import type { Facet, ViewOpen } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';

const WAIT = 60;

export class Counts {
  facets = $state.raw<Record<string, Facet>>({});
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  ask(filter: ViewOpen, fields: string[]): void {
    this.stop();
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#load(turn, filter, fields), WAIT);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #load(turn: number, filter: ViewOpen, fields: string[]): Promise<void> {
    try {
      const { facets } = await call('facets', { filter, fields });
      if (turn === this.#turn) this.facets = Object.fromEntries(facets.map((facet) => [facet.field, facet]));
    } catch (error) {
      if (turn === this.#turn) toasts.error(asClientError(error));
    }
  }
}
