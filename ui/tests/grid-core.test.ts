import { describe, expect, it } from 'vitest';
import { columnAt, inPlace, passing, revealColumn } from '../src/features/grid/core/across';
import { frame, height, reveal, ROW_HEIGHT } from '../src/features/grid/core/scroller';
import {
  add,
  aligned,
  everything,
  move,
  range,
  ranges,
  rowsOf,
  select,
  size,
  step,
  wholeColumns,
  wholeRows,
  within,
  type Selection,
} from '../src/features/grid/core/selection';
import { planPaste } from '../src/features/grid/paste';
import { spec } from '../src/features/record/fields';
import { Slots } from '../src/features/grid/core/slots';
import { readTsv, writeTsv } from '../src/features/grid/core/tsv';
import type { Severity } from '../src/generated/protocol';
import { following, nextOf } from '../src/features/grid/problems';
import { BLOCK, WindowCache } from '../src/features/grid/core/window-cache';

const extent = { rows: 100, cols: 5, page: 10 };
const at = (row: number, col: number): Selection => ({ active: { row, col }, anchor: { row, col } });
const key = (name: string, ctrl = false, shift = false) => ({ key: name, ctrl, shift });

describe('problems', () => {
  const rows = [{ rank: 7 }, { rank: 2 }];

  it('are walked in the order of the list, round its ends', () => {
    expect(following(rows, 0, 1)).toEqual({ rank: 2 });
    expect(following(rows, 2, 1)).toEqual({ rank: 7 });
    expect(following(rows, 7, 1)).toEqual({ rank: 2 });
    expect(following(rows, 2, -1)).toEqual({ rank: 7 });
    expect(following([], 3, 1)).toBeNull();
  });
});

describe('selection', () => {
  it('steps through all cells in reading order, and not beyond them', () => {
    expect(step(at(3, 2), false, extent)?.active).toEqual({ row: 3, col: 3 });
    expect(step(at(3, 4), false, extent)?.active).toEqual({ row: 4, col: 0 });
    expect(step(at(4, 0), true, extent)?.active).toEqual({ row: 3, col: 4 });
    expect(step(at(99, 4), false, extent)).toBeNull();
    expect(step(at(0, 0), true, extent)).toBeNull();
  });

  it('moves as the grid pattern says and stays inside', () => {
    expect(move(at(0, 0), key('ArrowUp'), extent)?.active).toEqual({ row: 0, col: 0 });
    expect(move(at(3, 2), key('Home'), extent)?.active).toEqual({ row: 3, col: 0 });
    expect(move(at(3, 2), key('End', true), extent)?.active).toEqual({ row: 99, col: 4 });
    expect(move(at(95, 2), key('PageDown'), extent)?.active).toEqual({ row: 99, col: 2 });
    expect(move(at(3, 2), key('ArrowDown', true), extent)?.active).toEqual({ row: 99, col: 2 });
    expect(move(at(3, 2), key('x'), extent)).toBeNull();
  });

  it('keeps the corner of a range while it grows', () => {
    let now = at(3, 1);
    for (const arrow of ['ArrowDown', 'ArrowDown', 'ArrowRight']) now = move(now, key(arrow, false, true), extent) ?? now;
    expect(range(now)).toEqual({ top: 3, bottom: 5, left: 1, right: 2 });
    expect(size(range(now))).toBe(6);
    expect(within(range(now), 4, 2)).toBe(true);
    expect(within(range(now), 6, 2)).toBe(false);
    expect(select(now, { row: 0, col: 0 }, extent).anchor).toEqual({ row: 0, col: 0 });
  });

  it('takes whole rows', () => {
    expect(size(range(wholeRows(at(3, 0), extent)))).toBe(5);
  });
});

describe('several ranges', () => {
  it('stand beside each other until one begins alone', () => {
    const two = add(move(at(3, 1), key('ArrowDown', false, true), extent) ?? at(0, 0), { row: 7, col: 1 }, extent);
    expect(ranges(two)).toEqual([
      { top: 3, bottom: 4, left: 1, right: 1 },
      { top: 7, bottom: 7, left: 1, right: 1 },
    ]);
    expect(ranges(move(two, key('ArrowDown', false, true), extent) ?? two)[1]).toEqual({ top: 7, bottom: 8, left: 1, right: 1 });
    expect(ranges(select(two, { row: 0, col: 0 }, extent))).toHaveLength(1);
    expect(aligned(ranges(two))).toBe(true);
    expect(aligned(ranges(add(two, { row: 9, col: 2 }, extent)))).toBe(false);
  });

  it('count each row once', () => {
    const rows = (top: number, bottom: number) => ({ top, bottom, left: 0, right: 0 });
    expect(rowsOf([rows(8, 9), rows(2, 4), rows(4, 6)])).toEqual([
      { from: 2, count: 5 },
      { from: 8, count: 2 },
    ]);
    expect(rowsOf([rows(0, 1), rows(2, 3)])).toEqual([{ from: 0, count: 4 }]);
  });

  it('take whole columns and everything', () => {
    expect(size(range(wholeColumns(at(3, 2), extent)))).toBe(100);
    expect(size(range(everything(extent)))).toBe(500);
  });
});

describe('paste', () => {
  const columns = ['state', 'name', 'studyLevel', 'status'].map((key) => {
    const field = spec('offer', key);
    return { key, width: 1, ...(field ? { field } : {}) };
  });
  const area = (top: number, bottom: number, left: number, right: number, count = 100) => ({
    view: 1,
    count,
    columns,
    ranges: [{ top, bottom, left, right }],
  });

  it('takes the rows of the block from one cell, and the whole selection where the block fits it', () => {
    expect(planPaste(area(5, 5, 1, 1), [['a', 'b'], ['c']])).toMatchObject({
      scope: [{ from: 5, count: 2 }],
      operation: { fields: ['name', 'studyLevel'], cells: [['a', 'b'], ['c']] },
      beyond: 0,
    });
    expect(planPaste(area(0, 3, 1, 1), [['a'], ['b']])?.scope).toEqual([{ from: 0, count: 4 }]);
    expect(planPaste(area(0, 2, 1, 1), [['a'], ['b']])?.scope).toEqual([{ from: 0, count: 2 }]);
    expect(planPaste(area(0, 0, 1, 2), [['x']])?.operation.cells).toEqual([['x', 'x']]);
  });

  it('counts what is past the last row, and leaves out what nobody writes', () => {
    expect(planPaste(area(99, 99, 1, 1), [['a'], ['b'], ['c']])).toMatchObject({ scope: [{ from: 99, count: 1 }], beyond: 2 });
    expect(planPaste(area(0, 0, 2, 2), [['MA', 'published']])).toMatchObject({
      operation: { fields: ['studyLevel'], cells: [['MA']] },
      skipped: 1,
    });
    expect(planPaste(area(0, 0, 0, 0), [['C']])).toBeNull();
    expect(planPaste(area(0, 0, 1, 1), [])).toBeNull();
  });
});

describe('scroller', () => {
  it('shows the rows at a position, with a margin', () => {
    expect(frame(0, 320, 1000)).toEqual({ first: 0, end: 16, offset: 0 });
    expect(frame(3200, 320, 1000).first).toBe(94);
  });

  it('reaches the last of a million rows', () => {
    const rows = 1_000_000;
    const bottom = height(rows) - 640;
    const last = frame(bottom, 640, rows);
    expect(last.end).toBe(rows);
    // The last row ends where the scrolled element ends.
    expect((rows - 1) * ROW_HEIGHT + last.offset + ROW_HEIGHT).toBeCloseTo(height(rows), 3);
    expect(height(rows)).toBeLessThan(33_500_000);
  });

  it('brings every row into view', () => {
    for (const rows of [50, 5_000, 1_000_000]) {
      for (const rank of [0, 7, Math.floor(rows / 2), rows - 1]) {
        const top = reveal(rank, 0, 640, rows);
        const seen = frame(top, 640, rows, 0);
        expect(rank).toBeGreaterThanOrEqual(seen.first);
        expect(rank).toBeLessThan(seen.end);
      }
    }
  });
});

describe('columns across', () => {
  const columns = [
    { key: 'state', width: 40, pinned: true },
    { key: 'name', width: 200, pinned: true },
    ...['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, width: 100 })),
  ];
  it('are found by the pixel, and beyond the edges the outermost', () => {
    expect([-50, 0, 39, 40, 239, 240, 739, 740].map((x) => columnAt(columns, x))).toEqual([0, 0, 0, 1, 1, 2, 6, 6]);
  });

  it('are drawn where they are in view, pinned or kept, each where it would stand with all of them', () => {
    const told = (first: number, last: number, ...kept: number[]) => passing(columns, first, last, kept).map(({ column, col, gap }) => [column.key, col, gap]);
    expect(inPlace(columns).map(({ column, col, gap }) => [column.key, col, gap])).toEqual([['state', 0, 0], ['name', 1, 0]]);
    expect(told(0, 6)).toEqual(['a', 'b', 'c', 'd', 'e'].map((key, at) => [key, at + 2, 0]));
    expect(told(4, 5)).toEqual([['c', 4, 200], ['d', 5, 0]]);
    expect(told(2, 3, 6)).toEqual([['a', 2, 0], ['b', 3, 0], ['e', 6, 200]]);
    expect(told(3, 3, 5, 5)).toEqual([['b', 3, 100], ['d', 5, 100]]);
    expect(told(6, 6, 3)).toEqual([['b', 3, 100], ['e', 6, 200]]);
  });
});

describe('a column', () => {
  const columns = [{ width: 100, pinned: true }, { width: 200 }, { width: 200 }, { width: 200 }];
  it('comes into view beside the pinned ones, by as little as needed', () => {
    const to = (col: number, from: number) => revealColumn(columns, col, from, 400);
    expect([to(0, 250), to(1, 0), to(2, 0), to(3, 0)]).toEqual([250, 0, 100, 300]);
    expect([to(3, 300), to(2, 300), to(1, 300)]).toEqual([300, 200, 0]);
  });
});

describe('slots', () => {
  it('recycles elements and never moves a rank that stays', () => {
    const slots = new Slots();
    const before = slots.assign([0, 1, 2, 3]);
    const after = slots.assign([2, 3, 4, 5]);
    expect([...after].sort()).toEqual([2, 3, 4, 5]);
    expect(after.indexOf(2)).toBe(before.indexOf(2));
    expect(after.indexOf(3)).toBe(before.indexOf(3));
    expect(after.length).toBe(4);
    expect(slots.assign([9]).filter((rank) => rank >= 0)).toEqual([9]);
  });
});

describe('window cache', () => {
  const rows = (block: number): number[] => Array.from({ length: BLOCK }, (_, i) => block * BLOCK + i);

  it('asks for each block once and shows old rows until new ones come', () => {
    const cache = new WindowCache<number>();
    expect(cache.missing(0, 150)).toEqual([0, 1]);
    const generation = cache.started(0);
    expect(cache.missing(0, 150)).toEqual([1]);
    cache.arrived(0, rows(0), generation);
    expect(cache.get(42)).toBe(42);
    cache.expire();
    expect(cache.get(42)).toBe(42);
    expect(cache.missing(0, 50)).toEqual([0]);
  });

  it('does not let a late answer overwrite a newer one', () => {
    const cache = new WindowCache<number>();
    const old = cache.started(0);
    cache.expire();
    const fresh = cache.started(0);
    cache.arrived(0, [1], fresh);
    cache.arrived(0, [0], old);
    expect(cache.get(0)).toBe(1);
  });

  it('asks again after a failure, and forgets what was long not looked at', () => {
    const cache = new WindowCache<number>();
    cache.failed(3, cache.started(3));
    expect(cache.missing(300, 400)).toEqual([3]);
    for (let block = 0; block < 60; block += 1) cache.arrived(block, rows(block), cache.started(block));
    expect(cache.get(0)).toBeUndefined();
    expect(cache.get(59 * BLOCK)).toBe(59 * BLOCK);
  });
});

describe('tsv', () => {
  it('survives a round trip whatever cells hold', () => {
    const pieces = ['a', '\t', '\n', '"', ' ', '\r\n', 'é', '😀', '""', ''];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let turn = 0; turn < 300; turn += 1) {
      const width = 1 + random(4);
      const table = Array.from({ length: 1 + random(5) }, () =>
        Array.from({ length: width }, () => Array.from({ length: random(4) }, () => pieces[random(pieces.length)]).join('')),
      );
      expect(readTsv(writeTsv(table))).toEqual(table);
    }
  });

  it('reads what spreadsheets write', () => {
    expect(readTsv('a\tb\r\n"x\ny"\tc\r\n')).toEqual([
      ['a', 'b'],
      ['x\ny', 'c'],
    ]);
    expect(readTsv('')).toEqual([['']]);
  });
});

describe('the next problem', () => {
  const error = (rank: number): { rank: number; severity: Severity } => ({ rank, severity: 'error' });
  const advice = (rank: number): { rank: number; severity: Severity } => ({ rank, severity: 'advice' });
  it('is what keeps from sending before any advice', () => {
    expect(nextOf([error(9)], advice(4), 3, null, 1)).toEqual(error(9));
    expect(nextOf([error(2), error(6)], error(8), 3, 'error', 1)).toEqual(error(6));
    expect(nextOf([error(2)], advice(1), 8, 'error', 1)).toEqual(advice(1));
    expect(nextOf([error(2)], advice(9), 8, 'advice', 1)).toEqual(advice(9));
    expect(nextOf([error(2)], advice(1), 8, 'advice', 1)).toEqual(error(2));
    expect(nextOf([error(5)], error(7), 6, 'advice', 1)).toEqual(error(5));
    expect(nextOf([], null, 0, null, 1)).toBeNull();
  });
});
