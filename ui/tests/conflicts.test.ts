import { describe, expect, it } from 'vitest';
import { asSet, asText, groupId, groupOf, membersOf, ownWay } from '../src/features/conflicts/answers';
import { spec } from '../src/features/record/fields';
import type { Conflict, ConflictGroup, PendingRecord } from '../src/generated/protocol';

const conflict = (field: string, base: unknown, mine: unknown, theirs: unknown): Conflict => ({
  field,
  base,
  mine,
  theirs,
  by: 'a@b.example',
  at: '2026-11-22T10:00:00Z',
  word: null,
  note: {},
  changes: [],
});

describe('answers to conflicts', () => {
  it('merges a set member by member, and says where each stands', () => {
    const set = conflict('languages', { nl: true, fr: true }, { nl: true, en: true }, { fr: true, nl: true, de: true });
    const members = membersOf(set);
    expect(members.map((m) => [m.member, m.base, m.mine, m.theirs, m.merged])).toEqual([
      ['de', false, false, true, true],
      ['en', false, true, false, true],
      ['fr', true, false, true, false],
      ['nl', true, true, true, true],
    ]);
    expect(asSet(members.filter((m) => m.merged).map((m) => m.member))).toEqual({ de: true, en: true, nl: true });
    expect(asSet([])).toEqual({});
  });

  it('finds the combination of a record whatever the order of its questions', () => {
    const groups: ConflictGroup[] = [
      { type: 'offer', fields: ['website'], count: 2 },
      { type: 'offer', fields: ['name', 'website'], count: 1 },
    ];
    const record = { type: 'offer', conflicts: [conflict('website', '', 'a', 'b'), conflict('name', '', 'a', 'b')] };
    expect(groupOf(record as PendingRecord, groups)).toBe(groups[1]);
    expect(groupId({ type: 'offer', fields: [] })).not.toBe(groupId({ type: 'site', fields: [] }));
  });

  it('offers a version of one’s own where one can be made', () => {
    expect(ownWay(spec('offer', 'name'))).toBe('text');
    expect(ownWay(spec('offer', 'languages'))).toBe('members');
    expect(ownWay(spec('offer', 'contact'))).toBeNull();
    expect(ownWay(undefined)).toBeNull();
  });

  it('keeps lines only where a field has them', () => {
    expect(asText('offer', 'name', ' One \n two ')).toBe('One two');
    expect(asText('offer', 'description', 'One\ntwo')).toBe('One\ntwo');
    expect(asText('offer', 'website', '  ')).toBeNull();
  });
});
