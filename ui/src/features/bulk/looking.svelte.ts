// What an operation would do, asked again whenever it changes. Only the last
// question counts.

import type { BulkPreview, ClientError, Operation, Scope } from '../../generated/protocol';
import { asClientError, call } from '../../host';

const WAIT = 200;

export class Looking {
  seen = $state.raw<BulkPreview | null>(null);
  error = $state.raw<ClientError | null>(null);
  busy = $state(false);
  /** Archived offers change as well. */
  archived = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #last: { scope: Scope; operation: Operation; leaveArchived: boolean } | null = null;

  /** Asks for an operation; null: there is none yet. */
  ask(scope: Scope, operation: Operation | null, wait = WAIT): void {
    clearTimeout(this.#timer);
    const turn = (this.#turn += 1);
    const leaveArchived = !this.archived;
    this.#last = operation && { scope, operation, leaveArchived };
    this.busy = operation !== null;
    if (operation === null) {
      this.seen = null;
      this.error = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#look(turn, { scope, operation, leaveArchived }), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #look(turn: number, asked: { scope: Scope; operation: Operation; leaveArchived: boolean }): Promise<void> {
    try {
      const seen = await call('bulk_preview', asked);
      if (turn !== this.#turn) return;
      this.seen = seen;
      this.error = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.seen = null;
      this.error = asClientError(error);
    }
    this.busy = false;
  }

  /** The next samples, after those that are here. */
  async more(): Promise<void> {
    const seen = this.seen;
    const turn = this.#turn;
    if (!seen || !this.#last) return;
    try {
      const next = await call('bulk_preview', { ...this.#last, from: seen.samples.length });
      if (turn === this.#turn) this.seen = { ...seen, samples: [...seen.samples, ...next.samples] };
    } catch (error) {
      if (turn === this.#turn) this.error = asClientError(error);
    }
  }
}
