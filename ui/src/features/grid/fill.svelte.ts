// The handle that fills, drawn with the pointer over rows: at the edge of the
// list it goes on by itself, the faster the farther the pointer is beyond it.

import { ROW_HEIGHT } from './core/scroller';
import type { Cell } from './core/selection';

/** The headings above the rows, pixels. */
const HEAD = 32;
/** Each so many pixels beyond the edge add a row to each frame. */
const PER_ROW = 12;

/** The cell that something on the screen belongs to. */
export function cellOf(under: Element | null): Cell | null {
  const cell = under?.closest<HTMLElement>('.og-cell');
  const row = cell?.closest<HTMLElement>('.og-row');
  return cell && row ? { row: Number(row.dataset.rank), col: Number(cell.dataset.at) } : null;
}

export class Fill {
  /** The last row that it was drawn to; null: it is not drawn. */
  to = $state<number | null>(null);
  #from = 0;
  #list: HTMLElement | undefined;
  #frame = 0;
  #x = 0;
  #y = 0;

  /** The handle of a range was taken; `bottom` is the last row of the range. */
  begin(list: HTMLElement, event: PointerEvent, bottom: number): void {
    this.#list = list;
    this.#from = bottom;
    this.to = bottom;
    // It goes on, and ends, outside the list too.
    list.setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent): void {
    this.#x = event.clientX;
    this.#y = event.clientY;
    this.#look();
    if (this.#frame === 0) this.#again();
  }

  /** It is let go; answers the last row. */
  end(): number | null {
    const { to } = this;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.to = null;
    return to;
  }

  #again(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const by = this.#beyond();
      if (by === 0 || !this.#list) return;
      this.#list.scrollTop += Math.sign(by) * ROW_HEIGHT * Math.ceil(Math.abs(by) / PER_ROW);
      this.#look();
      this.#again();
    });
  }

  /** How far the pointer is beyond the first or last whole row; 0: between them. */
  #beyond(): number {
    if (!this.#list) return 0;
    const { top } = this.#list.getBoundingClientRect();
    const [first, last] = [top + HEAD, top + this.#list.clientHeight - ROW_HEIGHT];
    return this.#y > last ? this.#y - last : Math.min(0, this.#y - first);
  }

  #look(): void {
    if (!this.#list) return;
    const { left, top } = this.#list.getBoundingClientRect();
    const within = (at: number, from: number, to: number): number => Math.max(from, Math.min(at, to));
    const x = within(this.#x, left + 4, left + this.#list.clientWidth - 4);
    const y = within(this.#y, top + HEAD + 4, top + this.#list.clientHeight - 4);
    const under = cellOf(document.elementFromPoint(x, y));
    if (under) this.to = Math.max(this.#from, under.row);
  }
}
