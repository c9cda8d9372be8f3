// How many records have which value, asked again when the filter or the cache
// changes. What is on screen stays until the new numbers are here.

import type { Facet, ViewOpen } from '../../generated/protocol';
import { byCount, inPlace } from './values';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';

const WAIT = 60;

export class Counts {
  facets = $state.raw<Record<string, Facet>>({});
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** `still`: somebody points at the values or is among them, so that none may move. */
  ask(filter: ViewOpen, fields: string[], still: () => boolean): void {
    this.stop();
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#load(turn, filter, fields, still), WAIT);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #load(turn: number, filter: ViewOpen, fields: string[], still: () => boolean): Promise<void> {
    try {
      const { facets } = await call('facets', { filter, fields });
      if (turn !== this.#turn) return;
      const stays = still();
      const placed = facets.map((facet) => {
        const before = stays ? this.facets[facet.field]?.values : undefined;
        return [facet.field, before ? { ...facet, values: inPlace(before, facet.values) } : { ...facet, values: byCount(facet.values) }] as const;
      });
      this.facets = Object.fromEntries(placed);
    } catch (error) {
      if (turn === this.#turn) toasts.error(asClientError(error));
    }
  }
}
