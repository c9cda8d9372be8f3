// Where rows stand. Web engines bound the height of an element, so above a
// number of rows the scroll bar is scaled: one pixel of it is more than one
// pixel of rows.

export const ROW_HEIGHT = 32;
const MAX_HEIGHT = 800_000 * ROW_HEIGHT;

export interface Frame {
  /** The first rank on screen, and one past the last. */
  first: number;
  end: number;
  /** The pixel position of rank 0 in the scrolled element. */
  offset: number;
}

export function height(rows: number): number {
  return Math.min(rows * ROW_HEIGHT, MAX_HEIGHT);
}

function scale(rows: number, viewport: number): number {
  const real = rows * ROW_HEIGHT - viewport;
  const shown = height(rows) - viewport;
  return shown > 0 && real > shown ? real / shown : 1;
}

/** Which rows a scroll position shows, with `margin` rows around them. */
export function frame(scrollTop: number, viewport: number, rows: number, margin = 6): Frame {
  const top = scrollTop * scale(rows, viewport);
  const first = Math.floor(top / ROW_HEIGHT);
  const end = Math.ceil((top + viewport) / ROW_HEIGHT);
  return {
    first: Math.max(0, first - margin),
    end: Math.min(rows, end + margin),
    offset: scrollTop - top,
  };
}

/** The scroll position that brings a row into view, moving as little as possible. */
export function reveal(rank: number, scrollTop: number, viewport: number, rows: number): number {
  const factor = scale(rows, viewport);
  const top = scrollTop * factor;
  const rowTop = rank * ROW_HEIGHT;
  if (rowTop < top) return rowTop / factor;
  if (rowTop + ROW_HEIGHT > top + viewport) return (rowTop + ROW_HEIGHT - viewport) / factor;
  return scrollTop;
}
