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

it('the reason that one criterion points to, and none where none or several do', () => {
  const item = (looks: Record<string, string>): ReviewItem =>
    ({ criteria: Object.entries(looks).map(([criterion, look]) => ({ criterion, look })) }) as ReviewItem;
  const fine = { technological: 'fine', not_yet_employed: 'unknown', minimum_length: 'fine', education_kind: 'fine' };
  expect(pointedAt(item(fine), 'institution')).toBe(null);
  expect(pointedAt(item({ ...fine, technological: 'look' }), 'institution')).toBe('NON_TECH');
  expect(pointedAt(item({ ...fine, minimum_length: 'look' }), 'institution')).toBe('TOO_SHORT');
  expect(pointedAt(item({ ...fine, minimum_length: 'look' }), 'company')).toBe(null);
  expect(pointedAt(item({ ...fine, technological: 'look', minimum_length: 'look' }), 'institution')).toBe(null);
});
