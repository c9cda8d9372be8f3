import { describe, expect, it } from 'vitest';
import { keyOf, withTick } from '../src/features/changes/choosing.svelte';
import { undone } from '../src/features/steps/words';
import type { EditReply, PendingSet, Tick } from '../src/generated/protocol';
import { t } from '../src/i18n/index.svelte';
import { Latest } from '../src/state/latest';

const all: PendingSet = { by: 'all' };
const step: PendingSet = { by: 'step', step: 12 };
const record: PendingSet = { by: 'record', type: 'offer', id: 'a' };

describe('ticks', () => {
  it('keep the last one about a set, in the order they were made', () => {
    let ticks: Tick[] = [];
    for (const [set, on] of [
      [record, false],
      [step, true],
      [record, true],
    ] as const) {
      ticks = withTick(ticks, set, on);
    }
    expect(ticks).toEqual([
      { set: step, on: true },
      { set: record, on: true },
    ]);
  });

  it('are forgotten when all or nothing is ticked', () => {
    expect(withTick([{ set: record, on: false }], all, true)).toEqual([]);
    expect(withTick([{ set: record, on: true }], all, false)).toEqual([{ set: all, on: false }]);
  });

  it('tell sets apart', () => {
    const sets: PendingSet[] = [all, step, { by: 'step', step: null }, { by: 'step', step: 1 }, record, { by: 'field', type: 'offer', field: 'name' }];
    expect(new Set(sets.map(keyOf)).size).toBe(sets.length);
  });
});

describe('the latest question', () => {
  it('is put after the one under way, those between are not', async () => {
    const put: number[] = [];
    const open: (() => void)[] = [];
    const latest = new Latest<number>((question) => {
      put.push(question);
      return new Promise((resolve) => open.push(resolve));
    });
    const first = latest.ask(1);
    void latest.ask(2);
    void latest.ask(3);
    expect(put).toEqual([1]);
    open.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(put).toEqual([1, 3]);
    open.shift()?.();
    await first;
  });
});

const NOTHING = {
  changed: 0,
  unchanged: 0,
  invalid: 0,
  step: null,
  ids: [],
  dropped: [],
  action: '',
  heading: '',
  detail: {} as EditReply['detail'],
  waits: 0,
  kept: 0,
  notAllowed: 0,
  archived: 0,
  unread: 0,
  needsConfirm: null,
} satisfies EditReply;

describe('what undo says', () => {
  const reply: EditReply = { ...NOTHING, action: 'edit', changed: 1, waits: 1 };
  it('promises no sending of what cannot be sent', () => {
    expect(undone(reply)).not.toBe(undone({ ...reply, invalid: 1 }));
    expect(undone({ ...reply, invalid: 1 })).toBe(t('step-undone-stuck', { what: t('step-edit'), count: 1, invalid: 1 }));
  });
  it('says where a push that was taken back is restored', () => {
    expect(undone(NOTHING)).toBe(t('step-nothing-to-undo'));
    expect(undone(NOTHING, true)).toBe(t('step-nothing-to-undo-push'));
  });
});
