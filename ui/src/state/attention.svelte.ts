// How much waits for the person: offers for a reviewer, unanswered questions
// for an owner. Counting takes a while where there are many records, so it is
// done when the cache changed, and not more often than every few seconds.

import type { SearchGate } from '../generated/protocol';
import { call } from '../host';

const EVERY = 4_000;

class Attention {
  review = $state(0);
  messages = $state(0);
  /** What an institution's search among the offers of companies hangs on. */
  search = $state.raw<SearchGate | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #again = false;
  #turn = 0;

  /** The cache changed. */
  ask(): void {
    if (this.#asking) this.#again = true;
    else void this.#load();
  }

  /** Nobody looks any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#again = this.#asking = false;
    this.review = this.messages = 0;
    this.search = null;
  }

  async #load(): Promise<void> {
    this.#asking = true;
    this.#again = false;
    const turn = this.#turn;
    // A number that is not there misleads nobody.
    const { review, messages, search } = await call('attention', {}).catch(() => ({ review: 0, messages: 0, search: null }));
    if (turn !== this.#turn) return;
    this.review = review;
    this.messages = messages;
    this.search = search;
    this.#timer = setTimeout(() => {
      this.#asking = false;
      if (this.#again) void this.#load();
    }, EVERY);
  }
}

export const attention = new Attention();
