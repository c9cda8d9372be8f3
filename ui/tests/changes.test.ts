import { describe, expect, it } from 'vitest';
import { keyOf, withTick } from '../src/features/changes/choosing.svelte';
import { missingRight, why } from '../src/features/changes/why';
import { undone } from '../src/features/steps/words';
import type { EditReply, ItemOutcome, PendingSet, Tick } from '../src/generated/protocol';
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

describe('a refusal', () => {
  const refused = (action: string | null, field: string | null, code = 'forbidden'): unknown => ({ code, errors: [], detail: { action, field } });

  it('names the right that is missing, and the field', () => {
    expect(missingRight(refused('offer.archive', 'archived'))).toBe(
      'U mag geen voorstellen meer archiveren of uit het archief halen. Geweigerd bij het veld “Gearchiveerd”.',
    );
    expect(missingRight(refused('offer.create', null))).toBe('U mag geen voorstellen meer maken.');
    expect(missingRight(refused('accounts.manage', null))).toBe('U hebt dit recht niet meer: accounts beheren.');
    expect(missingRight(refused('offer.create', 'organisation'))).toContain('u werkt er niet meer voor');
    expect(missingRight(refused(null, null))).toContain('u werkt er niet meer voor');
    expect(missingRight(refused(null, 'code'))).toContain('kan niet gewijzigd worden');
    expect(missingRight(refused(null, 'organisation', 'fixed-field'))).toBe('Het veld “Organisatie” kan niet gewijzigd worden.');
  });

  it('says nothing that this version does not know', () => {
    expect(missingRight(refused('later.right', 'name'))).toBeNull();
    expect(missingRight(refused(null, 'laterField'))).toBeNull();
    for (const other of [null, { code: 'removed', detail: { reason: 'NON_TECH' } }, { code: 'forbidden' }]) expect(missingRight(other)).toBeNull();
    expect(missingRight(refused('offer.edit', 'laterField'))).toBe('U mag geen voorstellen of contacten meer bewerken.');
  });

  it('says so of what was sent, and of what would be', () => {
    const item = { status: 'forbidden', findings: [], conflicts: [], ...(refused('offer.create', null) as object) } as unknown as ItemOutcome;
    expect(why(item)).toBe('U mag geen voorstellen meer maken. Uw tekst blijft hier bewaard. Vraag uw administrator als u dit recht nodig hebt.');
    expect(why({ ...item, detail: null })).toBe('Uw rol mag dit niet. Uw tekst staat nog hier.');
  });
});

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
