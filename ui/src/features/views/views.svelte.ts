// Views of the lists: filter, sort and columns under a name. What a list shows
// now is kept, whatever screen one goes to; the next start goes on there, in
// the same row.

import type { RecordType, SavedItem, Sort } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';
import { plain, type Layout } from '../grid/layout';

/** What has views: the list of a type, or the reviewers' desk. */
export type Listed = RecordType | 'desk';

/** The lists of the desk. */
export type Tab = 'queue' | 'all' | 'removed';

export interface ViewBody {
  type: Listed;
  /** Which list of the desk. */
  tab?: Tab;
  /** The values that each field must have one of. */
  chosen: Record<string, string[]>;
  sort: Sort[];
  layout: Layout;
}

/** Where a list was left. */
interface Place {
  view: string | null;
  body: ViewBody;
  row: string | null;
  /** The key of the column; those who kept a place before had none. */
  column?: string;
}

/** How long moving about may run ahead of what is kept, milliseconds. */
const WAIT = 400;

/** What stands there before anybody chose: everything, or the programmes that wait for a reviewer. */
const everything = (type: Listed): ViewBody => ({
  type,
  ...(type === 'desk' ? { tab: 'queue' as const } : {}),
  chosen: type === 'desk' ? { subject: ['programme'] } : {},
  // What was said last stands first; everything else goes by its name.
  sort: type === 'review' ? [{ field: 'at', descending: true }] : [],
  layout: plain(),
});

/** Equal views are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What one list shows. */
export class ListView {
  readonly type: Listed;
  body = $state.raw<ViewBody>(everything('offer'));
  /** The view it began from; none: everything. */
  name = $state<string | null>(null);
  saved = $state.raw<SavedItem[]>([]);
  /** Names of records that a condition refers to and no list of choices has. */
  names = $state.raw<Record<string, string>>({});
  /** It is known where the list was left. */
  settled = $state(false);
  /** The record and the column that it was left in. */
  left: { row: string; column: string } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(type: Listed) {
    this.type = type;
    this.body = everything(type);
  }

  get stored(): ViewBody {
    const item = this.saved.find(({ name }) => name === this.name);
    return (item?.body as ViewBody | undefined) ?? everything(this.type);
  }

  get locked(): boolean {
    return this.name === null || (this.saved.find(({ name }) => name === this.name)?.locked ?? false);
  }

  /** Its filters are those that it begins with. */
  get plain(): boolean {
    return canonical(this.body.chosen) === canonical(everything(this.type).chosen);
  }

  /** Takes its filters away, down to those that it begins with. */
  clear(): void {
    this.set({ chosen: everything(this.type).chosen });
  }

  get changed(): boolean {
    return canonical(this.body) !== canonical(this.stored);
  }

  set(part: Partial<ViewBody>): void {
    this.body = { ...this.body, ...part };
  }

  /** Somebody comes for one record: no filter hides it, and the place of before does not matter. */
  seek(): void {
    this.set({ chosen: {} });
    this.left = null;
  }

  /** The values that a field must have one of; none: it does not filter. */
  filterBy(field: string, values: string[]): void {
    const { [field]: _, ...others } = this.body.chosen;
    this.set({ chosen: values.length === 0 ? others : { ...others, [field]: values } });
  }

  open(name: string | null): void {
    this.name = name;
    this.body = this.stored;
  }

  reset(): void {
    this.body = this.stored;
  }

  /** Goes on where the list was left before the window closed; `free`: without its filters. */
  async settle(free: boolean): Promise<void> {
    if (this.settled) return;
    try {
      const { items } = await call('saved', { kind: 'place' });
      const left = items.find(({ name }) => name === this.type)?.body as Place | undefined;
      // Who came with a filter of another screen keeps that.
      if (left && left.body.type === this.type && !this.settled && canonical(this.body) === canonical(everything(this.type))) {
        this.name = left.view;
        this.body = free ? { ...left.body, chosen: {} } : left.body;
        if (!free && left.row !== null) this.left = { row: left.row, column: left.column ?? '' };
      }
    } catch {
      // Without its place the list begins at the top.
    } finally {
      this.settled = true;
    }
  }

  /** Keeps where the list is now, for the next visit and the next start. */
  keep(row: string | null, column: string): void {
    this.left = row === null ? null : { row, column };
    const place: Place = { view: this.name, body: this.body, row, column };
    this.stop();
    this.#timer = setTimeout(() => {
      // Whoever cannot be kept a place for begins at the top: that is no error to tell.
      call('save', { kind: 'place', name: this.type, body: place, locked: false }).catch(() => undefined);
    }, WAIT);
  }

  /** What was not kept yet is not kept any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  async load(): Promise<void> {
    await this.#take(() => call('saved', { kind: 'view' }));
  }

  async save(name: string): Promise<boolean> {
    const done = await this.#take(() => call('save', { kind: 'view', name, body: this.body, locked: false }));
    if (done) this.name = name;
    return done;
  }

  async forget(name: string): Promise<void> {
    if ((await this.#take(() => call('forget', { kind: 'view', name }))) && this.name === name) this.open(null);
  }

  async #take(ask: () => Promise<{ items: SavedItem[] }>): Promise<boolean> {
    try {
      const { items } = await ask();
      this.saved = items.filter(({ body }) => (body as Partial<ViewBody> | null)?.type === this.type);
      return true;
    } catch (error) {
      toasts.error(asClientError(error));
      return false;
    }
  }
}

const lists = new Map<Listed, ListView>();

/** The view of the list of a type, or of the desk. */
export function listView(type: Listed): ListView {
  const known = lists.get(type) ?? new ListView(type);
  lists.set(type, known);
  return known;
}

/** Another person, or nobody, at the window: nothing of the one before stays. */
export function forgetLists(): void {
  for (const list of lists.values()) list.stop();
  lists.clear();
}
