// Sites and contacts to choose from, read once per version of the cache.

import type { Choice, RecordType } from '../generated/protocol';
import { asClientError, call } from '../host';
import { live } from './live.svelte';
import { toasts } from './toasts.svelte';

class Choices {
  #lists = $state<Record<string, Choice[]>>({});
  #versions = new Map<string, number>();

  /** The list as it is known; asks for a newer one when the cache changed. */
  of(type: RecordType & ('site' | 'contact'), organisation: string | null): Choice[] {
    const key = `${type} ${organisation ?? ''}`;
    const version = live.version;
    if (this.#versions.get(key) !== version) {
      this.#versions.set(key, version);
      queueMicrotask(() => void this.#load(key, type, organisation));
    }
    return this.#lists[key] ?? [];
  }

  async #load(key: string, type: RecordType, organisation: string | null): Promise<void> {
    try {
      this.#lists[key] = (await call('choices', { type, organisation })).items;
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }
}

export const choices = new Choices();
