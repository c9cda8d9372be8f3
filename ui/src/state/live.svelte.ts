// The state of cache and connection, kept fresh by events and a slow clock.

import type { Status } from '../generated/protocol';
import { call, asClientError, onChanged } from '../host';
import { t } from '../i18n/index.svelte';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';

const POLL = 15_000;

class Live {
  status = $state<Status | null>(null);
  /** Grows with every change of the cache; screens re-read when it does. */
  version = $state(0);
  pulling = $state(false);
  /** Grows when records came or went: by a pull, an import, or one that was taken back. */
  pulls = $state(0);
  /** Grows when something was sent. */
  sent = $state(0);
  /** A push was taken back at the service, and nothing was edited here since. */
  takenBack = false;
  /** The first data of a new copy are on their way. */
  starting = $state(false);
  /** What the status bar says of the rows on screen. */
  rows = $state<{ shown: number; total: number } | null>(null);
  /** What is selected in the list, when that is more than one cell. */
  selected = $state<{ rows: number; cells: number } | null>(null);
  #asking = false;
  #again = false;

  /** Starts listening; answers how to stop. */
  start(): () => void {
    void this.begin();
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
        // The service ended the session: the top bar offers to sign in again.
        if (!status.signedIn && session.current?.connected) await session.load();
      } while (this.#again);
    } catch {
      if (this.status) this.status = { ...this.status, online: false };
    } finally {
      this.#asking = false;
    }
  }

  /** Fetches what happened meanwhile; a new copy is filled before anything is shown. */
  async begin(): Promise<void> {
    this.starting = true;
    await this.refresh();
    if (this.status?.asOf) this.starting = false;
    if (session.current?.connected) await this.pull(true);
    this.starting = false;
  }

  /** Fetches what changed. `quiet`: nobody asked, so only the status bar tells. */
  async pull(quiet = false): Promise<void> {
    if (this.pulling) return;
    this.pulling = true;
    try {
      const reply = await call('pull', {});
      if (reply.received + reply.removed > 0) this.pulls += 1;
      if (!quiet) toasts.info(() => t('shell-pulled', { received: reply.received, conflicts: reply.conflicts }));
    } catch (error) {
      if (!quiet || !this.status?.asOf) toasts.error(asClientError(error));
    } finally {
      this.pulling = false;
      await this.refresh();
    }
  }
}

export const live = new Live();
