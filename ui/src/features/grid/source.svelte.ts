// Feeds a grid from a ranked view of the cache.

import type { ClientError, Condition, Row, ViewOpen } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';
import { OF_THE_DESK } from '../facets/values';
import { get, members } from '../record/values';
import { BLOCK, WindowCache } from './core/window-cache';

export type Query = ViewOpen;

/** Blocks on their way at most: what is on screen lies in two. */
const AT_ONCE = 2;

export class RowSource {
  count = $state(0);
  /** The view stands open and its first rows are here. */
  ready = $state(false);
  query = $state.raw<Query>();
  /** The one whose rows are here. */
  shown = $state.raw<Query>();
  #tick = $state(0);
  #view: number | null = null;
  #version = 0;
  #opening = 0;
  #opened: Promise<void> = Promise.resolve();
  #cache = new WindowCache<Row>();
  #loading = 0;
  /** The first rank that was asked for last, and whether the list moves up. */
  #first = 0;
  #up = false;
  /** Blocks that could not be read: not again before the list moves or changes. */
  #failed = new Set<number>();

  /** Opens a view; an earlier one that still loads is forgotten. Whoever waits
   *  for the earlier one waits for the last: there is no other to look into. */
  async open(query: Query): Promise<void> {
    this.#opened = this.#load(query);
    let seen;
    do {
      seen = this.#opened;
      await seen;
    } while (seen !== this.#opened);
  }

  async #load(query: Query): Promise<void> {
    const opening = (this.#opening += 1);
    this.query = query;
    try {
      const view = await call('view_open', query);
      if (opening !== this.#opening) return;
      const first = view.count > 0 ? await call('view_window', { view: view.view, from: 0, count: BLOCK }) : null;
      if (opening !== this.#opening) return;
      this.#view = view.view;
      this.#version = view.version;
      this.#cache.clear();
      this.#failed.clear();
      if (first) this.#cache.arrived(0, first.rows, this.#cache.started(0));
      this.count = view.count;
      this.shown = query;
      this.#tick += 1;
    } catch (error) {
      if (opening === this.#opening) toasts.error(asClientError(error));
    } finally {
      if (opening === this.#opening) this.ready = true;
    }
  }

  /** The number of the open view, for what is asked about its rows. */
  get view(): number | null {
    void this.#tick;
    return this.#view;
  }

  reopen(): Promise<void> {
    return this.query ? this.open(this.query) : Promise.resolve();
  }

  /** Rows may have changed: those on screen are read again in place. */
  freshen(version: number): void {
    if (this.#view === null || version <= this.#version) return;
    if (this.count === 0) {
      void this.reopen();
      return;
    }
    this.#version = version;
    this.#cache.expire();
    this.#failed.clear();
    this.#tick += 1;
  }

  row(rank: number): Row | undefined {
    void this.#tick;
    return this.#cache.get(rank);
  }

  /** The rows that are here, with their ranks. */
  get here(): Iterable<[number, Row]> {
    void this.#tick;
    return this.#cache.entries();
  }

  /** Sees to it that these ranks are here or on their way, and after them those
   *  that come next in the way the list moves. With two blocks on their way it
   *  asks again once one is here: whoever drags past a thousand rows waits for
   *  those he stops at, not for all of them. */
  need(first: number, end: number): void {
    void this.#tick;
    if (first !== this.#first) {
      this.#up = first < this.#first;
      this.#first = first;
      this.#failed.clear();
    }
    const [from, to] = this.#up ? [first - BLOCK, end] : [first, end + BLOCK];
    const seen = this.#cache.missing(first, Math.min(end, this.count));
    const ahead = this.#cache.missing(Math.max(0, from), Math.min(to, this.count));
    for (const block of [...seen, ...ahead.filter((block) => !seen.includes(block))]) {
      if (this.#loading < AT_ONCE && !this.#failed.has(block)) void this.#fetch(block);
    }
  }

  async #fetch(block: number): Promise<void> {
    const view = this.#view;
    if (view === null) return;
    const generation = this.#cache.started(block);
    this.#loading += 1;
    let problem: ClientError | undefined;
    try {
      const window = await call('view_window', { view, from: block * BLOCK, count: BLOCK });
      if (view === this.#view) this.#cache.arrived(block, window.rows, generation);
    } catch (error) {
      this.#cache.failed(block, generation);
      problem = asClientError(error);
    }
    this.#loading -= 1;
    if (problem && view === this.#view) {
      this.#failed.add(block);
      if (problem.code === 'view-closed') void this.reopen();
      else toasts.error(problem);
    }
    // Whoever waits for a place asks again.
    this.#tick += 1;
  }

  /** All rows of a range, fetched if need be. */
  async rows(first: number, end: number): Promise<Row[]> {
    const out: Row[] = [];
    for (let from = first; from < end; from += 500) {
      if (this.#view === null) break;
      const window = await call('view_window', { view: this.#view, from, count: Math.min(500, end - from) });
      out.push(...window.rows);
    }
    return out;
  }

  async locate(id: string): Promise<number | null> {
    if (this.#view === null) return null;
    try {
      return (await call('view_locate', { view: this.#view, id })).rank;
    } catch {
      return null;
    }
  }
}

/** Whether an edited row still belongs to its filter; if not it stays, greyed. */
export function matches(row: Row, conditions: readonly Condition[]): boolean {
  return conditions.every(({ field, value, or = [] }) => [value, ...or].some((one) => has(row, field, one)));
}

const FLAGS = ['published', 'retired', 'archived'];

function has(row: Row, field: string, value: string): boolean {
  // What is in no list: the row itself cannot tell, so it stays as it is.
  if (value === '?' || OF_THE_DESK.includes(field)) return true;
  if (field === 'state') return row.state === value;
  if (field === 'status') return row.status === value;
  if (field === 'organisation') return row.organisation === value;
  const found = get(row.fields, field);
  if (FLAGS.includes(field)) return String(found ?? false) === value;
  if (typeof found === 'object' && found !== null) {
    const all = members(found);
    return value === '' ? all.length === 0 : all.includes(value);
  }
  const order = /^(>=|<=|>|<)\s*(.*)$/.exec(value);
  // A day may be given as a month or a year.
  if (/^\d{4}(-\d\d)?$/.test(value) && typeof found === 'string') return found.startsWith(value);
  return order ? found != null && compare(found, order[1] ?? '', order[2] ?? '') : String(found ?? '') === value;
}

/** A number, or a day as exact as the one that it is compared with. */
function compare(found: unknown, sign: string, bound: string): boolean {
  const side = typeof found === 'number' ? found - Number(bound) : String(found).slice(0, bound.length).localeCompare(bound);
  if (side === 0) return sign.endsWith('=');
  return sign.startsWith('>') ? side > 0 : side < 0;
}
