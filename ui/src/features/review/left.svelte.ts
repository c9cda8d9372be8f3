// How many offers still wait, as the cache counts them. What was decided here a
// moment ago counts at once, until the cache has counted it too.

import type { ViewOpen } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';

const WAIT = 60;
const SUBJECT = 'subject';

const narrowedBySubject = (filter: ViewOpen): boolean => (filter.where ?? []).some(({ field }) => field === SUBJECT);

export class Left {
  #total = $state(0);
  #others = $state(0);
  /** Decided here and not in the total yet; whether the answer is there. */
  #ahead = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  #counting = $state(false);
  #decided = false;
  #filter: ViewOpen | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** `done`: what was decided here is counted, and nothing else is on its way. */
  constructor(private readonly done: () => void) {}

  get count(): number {
    return Math.max(0, this.#total - this.#ahead.size);
  }

  /** How many wait that are about something else: programmes are shown, events wait beside them. */
  get others(): number {
    return this.#others;
  }

  /** Whether nothing is on its way that could change the number. */
  get settled(): boolean {
    return !this.#counting && this.#ahead.size === 0;
  }

  /** A queue was opened, with so many offers. */
  begin(filter: ViewOpen, count: number): void {
    this.stop();
    this.#filter = filter;
    this.#total = count;
    this.#others = 0;
    this.#ahead = new Map();
    if (filter.reviewQueue && narrowedBySubject(filter)) this.ask();
  }

  /** Offers that were counted until now are being decided on. */
  decide(ids: string[]): void {
    this.#ahead = new Map([...this.#ahead, ...ids.map((id) => [id, false] as const)]);
  }

  /** That did not come through, or was taken back. */
  forget(ids: string[]): void {
    this.#ahead = new Map([...this.#ahead].filter(([id]) => !ids.includes(id)));
  }

  /** That was written down: the next count knows it. */
  decided(ids: string[]): void {
    this.#ahead = new Map([...this.#ahead].map(([id, answered]) => [id, answered || ids.includes(id)]));
    this.#decided = true;
    this.ask();
  }

  /** Counts anew, in a moment. */
  ask(): void {
    const filter = this.#filter;
    if (!filter) return;
    clearTimeout(this.#timer);
    const turn = (this.#turn += 1);
    this.#counting = true;
    this.#timer = setTimeout(() => void this.#load(turn, filter), WAIT);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#counting = false;
  }

  async #load(turn: number, filter: ViewOpen): Promise<void> {
    const known = [...this.#ahead].filter(([, answered]) => answered).map(([id]) => id);
    try {
      // The values of a field are counted without its own condition.
      const { total, facets } = await call('facets', { filter, fields: narrowedBySubject(filter) ? [SUBJECT] : [] });
      if (turn !== this.#turn) return;
      const waiting = facets[0]?.values.reduce((sum, { count }) => sum + count, 0) ?? total;
      this.#total = total;
      this.#others = waiting - total;
      this.forget(known);
    } catch (error) {
      if (turn === this.#turn) toasts.error(asClientError(error));
    } finally {
      if (turn === this.#turn) this.#counting = false;
    }
    if (turn !== this.#turn || !this.#decided || !this.settled) return;
    this.#decided = false;
    this.done();
  }
}
