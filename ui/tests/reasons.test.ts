import { describe, expect, it } from 'vitest';
import { reasonsFor } from '../src/codes';

const codes = (sides: string[]): string[] => reasonsFor('remove', sides).map(({ code }) => code);

describe('the reasons for a removal', () => {
  it('are those that say something of the offers', () => {
    expect(codes(['institution'])).toEqual(['NON_TECH', 'LIFELONG', 'TOO_SHORT', 'SECONDARY']);
    expect(codes(['company'])).toEqual(['NON_TECH', 'NOT_MEMBER']);
    expect(codes(['institution', 'company'])).toEqual(['NON_TECH']);
    expect(codes([])).toHaveLength(5);
  });
});
