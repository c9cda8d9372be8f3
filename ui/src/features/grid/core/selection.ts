// The active cell, the range around it and the ranges beside it: a pure table
// of moves.

export interface Cell {
  row: number;
  col: number;
}

/** The active cell, the corner that its range was started from, and what else is selected. */
export interface Selection {
  active: Cell;
  anchor: Cell;
  others?: readonly Range[];
}

export interface Extent {
  rows: number;
  cols: number;
  /** Rows to a page. */
  page: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const clamp = (value: number, count: number): number => Math.max(0, Math.min(value, count - 1));

/** The cell itself; `extend` keeps the range's other corner and the ranges beside it. */
export function select(selection: Selection, cell: Cell, extent: Extent, extend = false): Selection {
  const active = { row: clamp(cell.row, extent.rows), col: clamp(cell.col, extent.cols) };
  return extend ? { ...selection, active } : { active, anchor: active };
}

/** Begins another range beside those that there are. */
export function add(selection: Selection, cell: Cell, extent: Extent): Selection {
  return { ...select(selection, cell, extent), others: ranges(selection) };
}

export interface Move {
  key: string;
  ctrl: boolean;
  shift: boolean;
}

/** What a key does; null when it is no move. */
export function move(selection: Selection, { key, ctrl, shift }: Move, extent: Extent): Selection | null {
  const { row, col } = selection.active;
  const last = { row: extent.rows - 1, col: extent.cols - 1 };
  const to = ((): Cell | null => {
    switch (key) {
      case 'ArrowUp':
        return { row: ctrl ? 0 : row - 1, col };
      case 'ArrowDown':
        return { row: ctrl ? last.row : row + 1, col };
      case 'ArrowLeft':
        return { row, col: ctrl ? 0 : col - 1 };
      case 'ArrowRight':
        return { row, col: ctrl ? last.col : col + 1 };
      case 'Home':
        return { row: ctrl ? 0 : row, col: 0 };
      case 'End':
        return { row: ctrl ? last.row : row, col: last.col };
      case 'PageUp':
        return { row: row - extent.page, col };
      case 'PageDown':
        return { row: row + extent.page, col };
      default:
        return null;
    }
  })();
  return to && select(selection, to, extent, shift);
}

const LEAVES: Record<string, Move> = {
  down: { key: 'ArrowDown', ctrl: false, shift: false },
  up: { key: 'ArrowUp', ctrl: false, shift: false },
  right: { key: 'ArrowRight', ctrl: false, shift: false },
  left: { key: 'ArrowLeft', ctrl: false, shift: false },
};

/** Where Enter leads, if it does not lead down. */
const ALONG: Record<string, string> = { down: 'right', up: 'left' };

/** Where the keys go on from an editor that was left one way; `along`: Enter leads to the right. */
export function left(selection: Selection, way: string, along: boolean, extent: Extent): Selection | null {
  const leads = LEAVES[(along && ALONG[way]) || way];
  return leads ? move(selection, leads, extent) : null;
}

/** The next cell in reading order, or the one before; null beyond the last one and the first. */
export function step({ active: { row, col } }: Selection, back: boolean, extent: Extent): Selection | null {
  const place = row * extent.cols + col + (back ? -1 : 1);
  if (place < 0 || place >= extent.rows * extent.cols) return null;
  const cell = { row: Math.floor(place / extent.cols), col: place % extent.cols };
  return { active: cell, anchor: cell };
}

/** Everything; the active cell is the first. */
export const everything = ({ rows, cols }: Extent): Selection => ({
  active: { row: 0, col: 0 },
  anchor: { row: Math.max(0, rows - 1), col: Math.max(0, cols - 1) },
});

/** Whole columns of the range. */
export function wholeColumns(selection: Selection, extent: Extent): Selection {
  const { left, right } = range(selection);
  return { active: { row: 0, col: selection.active.col }, anchor: { row: extent.rows - 1, col: selection.active.col === left ? right : left } };
}

/** Whole rows from the anchor's to the active one's. */
export function wholeRows(selection: Selection, extent: Extent): Selection {
  return {
    active: selection.active,
    anchor: { row: selection.anchor.row, col: selection.active.col === 0 ? extent.cols - 1 : 0 },
  };
}

export function range({ active, anchor }: Selection): Range {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.col, anchor.col),
    right: Math.max(active.col, anchor.col),
  };
}

/** All ranges, the one around the active cell last. */
export const ranges = (selection: Selection): Range[] => [...(selection.others ?? []), range(selection)];

/** Whether the ranges have the same columns, so that they can be taken for one block. */
export const aligned = (all: readonly Range[]): boolean => all.every(({ left, right }) => left === all[0]?.left && right === all[0].right);

/** The rows of the ranges from top to bottom, each once. */
export function rowsOf(all: readonly Range[]): { from: number; count: number }[] {
  const merged: { from: number; count: number }[] = [];
  for (const { top, bottom } of [...all].sort((a, b) => a.top - b.top)) {
    const last = merged.at(-1);
    if (last && top <= last.from + last.count) last.count = Math.max(last.count, bottom + 1 - last.from);
    else merged.push({ from: top, count: bottom + 1 - top });
  }
  return merged;
}

export function size({ top, bottom, left, right }: Range): number {
  return (bottom - top + 1) * (right - left + 1);
}

export function within({ top, bottom, left, right }: Range, row: number, col: number): boolean {
  return row >= top && row <= bottom && col >= left && col <= right;
}
