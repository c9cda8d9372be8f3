// Where columns stand, and which of them a row draws: those in view, and those
// that never leave it. A row of many columns costs what is seen of it.

interface Sized {
  width: number;
  pinned?: boolean;
}

/** A column of a row as it is drawn. */
export interface Drawn<Column> {
  column: Column;
  /** Its place among all columns. */
  col: number;
  /** The pixels of the columns just before it that are not drawn. */
  gap: number;
}

/** Pixels drawn on either side of what is in view. */
export const BESIDE = 160;

/** The pixels that columns take together. */
export const widthOf = (columns: readonly Sized[]): number => columns.reduce((sum, column) => sum + column.width, 0);

/** Where each column begins. */
export function leftsOf(columns: readonly Sized[]): number[] {
  let left = 0;
  return columns.map((column) => (left += column.width) - column.width);
}

/** The place of the column at a pixel: the first or last one beyond them. */
export function columnAt(columns: readonly Sized[], x: number): number {
  let right = 0;
  const at = columns.findIndex(({ width }) => (right += width) > x);
  return at < 0 ? columns.length - 1 : at;
}

/** The columns that stay where they are: they come first. */
export function inPlace<Column extends Sized>(columns: readonly Column[]): Drawn<Column>[] {
  return columns.filter(({ pinned }) => pinned).map((column, col) => ({ column, col, gap: 0 }));
}

/** Of the others, those from a first to a last one, and some that must be there. */
export function passing<Column extends Sized>(columns: readonly Column[], first: number, last: number, kept: readonly number[]): Drawn<Column>[] {
  const all: Drawn<Column>[] = [];
  let gap = 0;
  columns.forEach((column, col) => {
    if (column.pinned) return;
    if (kept.includes(col) || (col >= first && col <= last)) {
      all.push({ column, col, gap });
      gap = 0;
    } else gap += column.width;
  });
  return all;
}

/** The scroll position that brings a column into view beside the pinned ones, moving as little as possible. */
export function revealColumn(columns: readonly Sized[], col: number, scrollLeft: number, width: number): number {
  const column = columns[col];
  if (!column || column.pinned) return scrollLeft;
  const left = widthOf(columns.slice(0, col));
  const pinned = widthOf(columns.filter((each) => each.pinned));
  if (left - pinned < scrollLeft) return left - pinned;
  return Math.max(scrollLeft, left + column.width - width);
}
