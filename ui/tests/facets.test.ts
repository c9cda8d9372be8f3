import { describe, expect, it } from 'vitest';
import { byCount, inPlace } from '../src/features/facets/values';

const value = (value: string, count: number, name = '') => ({ value, name, count });

describe('values of a facet', () => {
  it('stay where they are when they are counted anew', () => {
    const before = [value('PBA', 9), value('MA', 5), value('HBO5', 1)];
    const now = [value('GR', 7), value('MA', 6), value('PBA', 2)];
    expect(inPlace(before, now)).toEqual([value('PBA', 2), value('MA', 6), value('HBO5', 0), value('GR', 7)]);
    expect(inPlace([], now)).toEqual(now);
  });

  it('have the most frequent first where they are records, and the order of their list where they are codes', () => {
    const records = [value('1', 2, 'Gent'), value('2', 5, 'Brugge'), value('3', 2, 'Aalst')];
    expect(byCount(records).map(({ name }) => name)).toEqual(['Brugge', 'Aalst', 'Gent']);
    const codes = [value('MA', 1), value('PBA', 4)];
    expect(byCount(codes)).toEqual(codes);
  });
});
