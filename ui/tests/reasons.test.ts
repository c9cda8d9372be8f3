import { describe, expect, it } from 'vitest';
import { reasonsFor } from '../src/codes';
import { pointedAt } from '../src/features/review/criteria';
import type { ReviewItem } from '../src/generated/protocol';

const codes = (sides: string[]): string[] => reasonsFor('remove', sides).map(({ code }) => code);

describe('the reasons for a removal', () => {
  it('are those that say something of the offers', () => {
    expect(codes(['institution'])).toEqual(['NON_TECH', 'LIFELONG', 'TOO_SHORT', 'SECONDARY']);
    expect(codes(['company'])).toEqual(['NON_TECH', 'NOT_MEMBER']);
    expect(codes(['institution', 'company'])).toEqual(['NON_TECH']);
    expect(codes([])).toHaveLength(5);
  });
});

it('the one that the first criterion to ask for a look has, and none where none does', () => {
  const item = (looks: Record<string, string>, flag = false): ReviewItem =>
    ({ judgement: { flag }, criteria: Object.entries(looks).map(([criterion, look]) => ({ criterion, look })) }) as ReviewItem;
  const fine = { technological: 'fine', not_yet_employed: 'unknown', minimum_length: 'fine', education_kind: 'fine' };
  expect(pointedAt(item(fine), 'institution')).toBe(null);
  expect(pointedAt(item({ ...fine, technological: 'look' }), 'institution')).toBe('NON_TECH');
  expect(pointedAt(item(fine, true), 'institution')).toBe('NON_TECH');
  expect(pointedAt(item({ ...fine, technological: 'look' }, true), 'institution')).toBe('NON_TECH');
  expect(pointedAt(item({ ...fine, minimum_length: 'look' }), 'institution')).toBe('TOO_SHORT');
  expect(pointedAt(item({ ...fine, minimum_length: 'look' }, true), 'institution')).toBe('NON_TECH');
  expect(pointedAt(item({ ...fine, minimum_length: 'look' }), 'company')).toBe(null);
  expect(pointedAt(item({ ...fine, technological: 'look', minimum_length: 'look' }), 'institution')).toBe('NON_TECH');
});
