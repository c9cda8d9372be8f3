// How a person has laid the columns of a list out: which are seen, in what
// order, how wide, and which stay in view.

import type { Column } from './columns';
import { widthOf } from './core/across';

export interface Layout {
  /** Keys in their order; columns that are not named stand where they were. */
  order: string[];
  hidden: string[];
  widths: Record<string, number>;
  /** Whether a column stays in view, where that is not as it came. */
  pinned: Record<string, boolean>;
}

export const NARROWEST = 36;
export const WIDEST = 800;

export const plain = (): Layout => ({ order: [], hidden: [], widths: {}, pinned: {} });

/** All columns in their order, pinned ones first. */
export function ordered(columns: readonly Column[], layout: Layout): Column[] {
  const place = (column: Column, at: number): number => {
    const wanted = layout.order.indexOf(column.key);
    return wanted < 0 ? at : wanted;
  };
  const laid = columns
    .map((column, at) => ({ column, at: place(column, at) }))
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => {
      const width = layout.widths[column.key];
      const pinned = layout.pinned[column.key] ?? column.pinned ?? false;
      return { ...column, pinned, ...(width === undefined ? {} : { width, sized: true }) };
    });
  return [...laid.filter(({ pinned }) => pinned), ...laid.filter(({ pinned }) => !pinned)];
}

/** The columns that are seen. One always is. */
export function laidOut(columns: readonly Column[], layout: Layout): Column[] {
  const all = ordered(columns, layout);
  const seen = all.filter(({ key }) => !layout.hidden.includes(key));
  return seen.length > 0 ? seen : all.slice(0, 1);
}

export type ColumnCommand = 'move-left' | 'move-right' | 'narrower' | 'wider' | 'hide' | 'pin';

/** What a command does to one column. */
export function changed(columns: readonly Column[], layout: Layout, key: string, command: ColumnCommand): Layout {
  const seen = laidOut(columns, layout);
  const at = seen.findIndex((column) => column.key === key);
  const column = seen[at];
  if (!column) return layout;
  switch (command) {
    case 'move-left':
    case 'move-right': {
      // A pinned column moves among the pinned ones.
      const other = seen[at + (command === 'move-left' ? -1 : 1)];
      if (!other || other.pinned !== column.pinned) return layout;
      const order = ordered(columns, layout).map((each) => each.key);
      const from = order.indexOf(key);
      const to = order.indexOf(other.key);
      order.splice(from, 1);
      order.splice(to, 0, key);
      return { ...layout, order };
    }
    case 'narrower':
    case 'wider':
      return resized(layout, key, column.width + (command === 'wider' ? 20 : -20));
    case 'hide':
      return seen.length > 1 ? { ...layout, hidden: [...layout.hidden, key] } : layout;
    case 'pin':
      return { ...layout, pinned: { ...layout.pinned, [key]: column.pinned !== true } };
  }
}

export const resized = (layout: Layout, key: string, width: number): Layout => ({
  ...layout,
  widths: { ...layout.widths, [key]: Math.round(Math.max(NARROWEST, Math.min(width, WIDEST))) },
});

/** The columns in a list so wide: texts of one line that nobody gave a width share what is left over. */
export function grown(columns: Column[], room: number): Column[] {
  const extra = room - widthOf(columns);
  const grows = columns.filter((column) => !column.sized && column.field?.shape === 'line');
  if (extra <= 0 || grows.length === 0) return columns;
  const more = Math.floor(extra / grows.length);
  return columns.map((column) => (grows.includes(column) ? { ...column, width: column.width + more } : column));
}
