// What is chosen for the next sending. It stays while other screens are looked
// at, and is of one account.

import type { Grouping, PendingSet, Tick } from '../../generated/protocol';

/** A set by its name: two of one name are the same. */
export function keyOf(set: PendingSet): string {
  switch (set.by) {
    case 'all':
      return 'all';
    case 'step':
      return `step ${set.step ?? ''}`;
    case 'field':
      return `field ${set.type} ${set.field}`;
    case 'record':
      return `record ${set.type} ${set.id}`;
  }
}

/** Ticks with one more, without those that it overrules. */
export function withTick(ticks: readonly Tick[], set: PendingSet, on: boolean): Tick[] {
  if (set.by === 'all') return on ? [] : [{ set, on }];
  const key = keyOf(set);
  return [...ticks.filter((tick) => keyOf(tick.set) !== key), { set, on }];
}

class Choosing {
  grouping = $state<Grouping>('record');
  /** Of several about a record the last one counts; what none is about goes. */
  ticks = $state.raw<Tick[]>([]);
  /** What is said about the sending. */
  comment = $state('');
  /** The row that the keys are on. */
  row = $state('');
  /** The groups that are open. */
  open = $state.raw<Record<string, boolean>>({});
  /** Grows when the service has said what it would do. */
  asked = $state(0);
  /** What was sent last. */
  sent = $state.raw<{ push: string; count: number } | null>(null);
  #account = '';

  /** Begins anew for another account. */
  of(account: string): void {
    if (this.#account === account) return;
    this.#account = account;
    this.ticks = [];
    this.comment = '';
    this.row = '';
    this.sent = null;
    this.open = {};
  }

  tick(set: PendingSet, on: boolean): void {
    this.ticks = withTick(this.ticks, set, on);
  }

  toggle(set: PendingSet, open = !this.open[keyOf(set)]): void {
    this.open = { ...this.open, [keyOf(set)]: open };
  }
}

export const choosing = new Choosing();
