import { describe, expect, it } from 'vitest';
import { columnsOf, formats, request, type Sources, type Wish } from '../src/features/export/wish';

const sources: Sources = {
  selected: { scope: { by: 'ranks', view: 3, ranges: [{ from: 4, count: 2 }] }, count: 2 },
  view: { scope: { by: 'ranks', view: 3, ranges: [{ from: 0, count: 9 }] }, count: 9 },
  all: { scope: { by: 'filter', filter: { type: 'offer', where: [], search: '', sort: [], reviewQueue: false } }, count: 120 },
};
const wish = (more: Partial<Wish>): Wish => ({ which: 'view', format: 'xlsx', columns: null, delimiter: ',', language: 'fr', ...more });

describe('a file of records', () => {
  it('has the columns on screen in their order, unless it holds everything', () => {
    expect(request(wish({}), sources, ['name', 'state']).columns).toEqual(['name', 'state']);
    expect(columnsOf(wish({ which: 'all' }))).toBe('all');
    expect(request(wish({ which: 'all' }), sources, ['name']).columns).toBeNull();
    expect(request(wish({ which: 'all', columns: 'seen' }), sources, ['name']).columns).toEqual(['name']);
  });

  it('is the rows that were chosen', () => {
    expect(request(wish({ which: 'selected' }), sources, []).scope).toEqual(sources.selected.scope);
    expect(request(wish({ which: 'all' }), sources, []).scope).toEqual(sources.all.scope);
  });

  it('has no columns where it is no table, and a delimiter where it is a text', () => {
    expect(request(wish({ format: 'json' }), sources, ['name'])).toMatchObject({ columns: null, delimiter: null });
    expect(request(wish({ format: 'xlsx' }), sources, ['name'])).toMatchObject({ delimiter: null, language: 'fr' });
    expect(request(wish({ format: 'csv' }), sources, ['name'])).toMatchObject({ delimiter: ',' });
  });

  it('holds cards of offers only', () => {
    expect(formats('offer')).toContain('pdf');
    expect(formats('contact')).not.toContain('pdf');
  });
});
