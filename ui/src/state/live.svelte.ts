// The state of cache and connection, kept fresh by events and a slow clock.

import type { Status } from '../generated/protocol';
import { call, asClientError, onChanged } from '../host';
import { t } from '../i18n/index.svelte';
import { toasts } from './toasts.svelte';

const POLL = 15_000;

class Live {
  status = $state<Status | null>(null);
  /** Grows with every change of the cache; screens re-read when it does. */
  version = $state(0);
  pulling = $state(false);
  /** What the status bar says of the rows on screen. */
  rows = $state<{ shown: number; total: number } | null>(null);
  #asking = false;
  #again = false;

  /** Starts listening; answers how to stop. */
  start(): () => void {
    void this.refresh();
    const timer = setInterval(() => void this.refresh(), POLL);
    const stop = onChanged((version) => {
      this.version = Math.max(this.version, version);
      void this.refresh();
    });
    return () => {
      clearInterval(timer);
      void stop.then((off) => off());
      this.status = null;
    };
  }

  /** One question at a time; changes meanwhile ask once more. */
  async refresh(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#again = false;
        const status = await call('status', {});
        this.status = status;
        this.version = Math.max(this.version, status.version);
      } while (this.#again);
    } catch {
      if (this.status) this.status = { ...this.status, online: false };
    } finally {
      this.#asking = false;
    }
  }

  async pull(): Promise<void> {
    if (this.pulling) return;
    this.pulling = true;
    try {
      const reply = await call('pull', {});
      toasts.info(() => t('shell-pulled', { received: reply.received, conflicts: reply.conflicts }));
    } catch (error) {
      toasts.error(asClientError(error));
    } finally {
      this.pulling = false;
      await this.refresh();
    }
  }
}

export const live = new Live();
