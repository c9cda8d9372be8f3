import { describe, expect, it } from 'vitest';
import { entries, fitting, type Tool } from '../src/components/fit';

const tool = (id: string, weight: number, width: number | undefined) => ({ id, weight, width });

describe('a bar on one line', () => {
  const tools = [tool('new', 8, 100), tool('copy', 1, 80), tool('file', 1, 80), tool('view', 7, 60)];

  it('shows all where there is room', () => {
    expect(fitting(352, tools, 8, 90)).toEqual(new Set(['new', 'copy', 'file', 'view']));
  });

  it('drops the lightest, of equals the last, and keeps room for the menu', () => {
    expect(fitting(351, tools, 8, 90)).toEqual(new Set(['new', 'view']));
    expect(fitting(355 - 8, tools, 8, 0)).toEqual(new Set(['new', 'copy', 'view']));
  });

  it('measures before it drops', () => {
    expect(fitting(120, [tool('new', 8, 100), tool('view', 7, undefined)], 8, 0)).toEqual(new Set(['new', 'view']));
  });

  it('has the entries of menus in the menu of the others', () => {
    const run = (): void => {};
    const item = (id: string, menu?: Tool[]): Tool => ({ id, text: id, testId: id, weight: 1, run, ...(menu ? { menu } : {}) });
    expect(entries([item('a'), item('b', [item('c'), item('d')])]).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  });
});
