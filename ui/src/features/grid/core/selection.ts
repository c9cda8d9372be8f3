// The active cell and the range around it: a pure table of moves.

export interface Cell {
  row: number;
  col: number;
}

/** The active cell, and the corner that a range was started from. */
export interface Selection {
  active: Cell;
  anchor: Cell;
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

/** The cell itself; `extend` keeps the range's other corner. */
export function select(selection: Selection, cell: Cell, extent: Extent, extend = false): Selection {
  const active = { row: clamp(cell.row, extent.rows), col: clamp(cell.col, extent.cols) };
  return { active, anchor: extend ? selection.anchor : active };
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

/** Whole rows from the anchor's to the active one's. */
export function wholeRows(selection: Selection, extent: Extent): Selection {
  return {
    active: { row: selection.active.row, col: selection.active.col },
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

export function size({ top, bottom, left, right }: Range): number {
  return (bottom - top + 1) * (right - left + 1);
}

export function within({ top, bottom, left, right }: Range, row: number, col: number): boolean {
  return row >= top && row <= bottom && col >= left && col <= right;
}
