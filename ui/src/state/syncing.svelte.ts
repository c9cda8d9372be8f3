// The state between client and service, with a clock that counts the seconds
// to the next try.

import type { SyncState } from '../generated/protocol';
import { call } from '../host';

class Syncing {
  state = $state.raw<SyncState | null>(null);
  /** Seconds until the service is asked again by itself. */
  left = $state<number | null>(null);
  #until: number | null = null;

  async refresh(): Promise<void> {
    this.state = await call('sync_state', {});
    this.#until = this.state.nextIn === null ? null : Date.now() + this.state.nextIn * 1000;
    this.#count();
  }

  /** Counts down; answers how to stop. */
  start(): () => void {
    const timer = setInterval(() => {
      this.#count();
      // The client has tried meanwhile.
      if (this.left === 0) void this.refresh().catch(() => undefined);
    }, 1000);
    return () => clearInterval(timer);
  }

  #count(): void {
    this.left = this.#until === null ? null : Math.max(0, Math.round((this.#until - Date.now()) / 1000));
  }
}

export const syncing = new Syncing();
