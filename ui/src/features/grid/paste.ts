// What pasting a block of texts over selected cells means.

import type { Operation, RankRange } from '../../generated/protocol';
import type { Column } from './columns';
import { rowsOf, type Range } from './core/selection';

export interface Area {
  view: number | null;
  /** Rows of the list. */
  count: number;
  columns: readonly Column[];
  ranges: readonly Range[];
}

/** Whether a column holds a field that a person may write. */
export const writable = (column: Column): boolean => column.field !== undefined && !column.readonly;

export interface Paste {
  scope: RankRange[];
  operation: Operation & { op: 'paste' };
  /** Rows of the block that the list has no row for. */
  beyond: number;
  /** Columns of it that cannot be written. */
  skipped: number;
}

/** What pasting a block of texts means here; null when there is nothing to do. */
export function planPaste(area: Area, block: readonly (readonly string[])[]): Paste | null {
  const first = area.ranges[0];
  const height = block.length;
  const width = Math.max(0, ...block.map((row) => row.length));
  if (!first || width === 0) return null;
  const chosen = rowsOf(area.ranges);
  const rows = chosen.reduce((sum, { count }) => sum + count, 0);
  const wide = first.right - first.left + 1;
  // The block repeats where the selection holds it a whole number of times.
  const target = area.columns.slice(first.left, first.left + (wide % width === 0 ? wide : width));
  const repeats = chosen.length > 1 || rows % height === 0;
  const room = area.count - first.top;
  const scope = repeats ? chosen : [{ from: first.top, count: Math.min(height, room) }];
  // Across it repeats here, because columns in between may be ones that nobody writes.
  const cells = block.map((row) => {
    const texts: string[] = [];
    for (const [at, column] of target.entries()) {
      const text = row[at % width];
      if (text === undefined) break;
      if (writable(column)) texts.push(text);
    }
    return texts;
  });
  const fields = target.filter(writable).map(({ key }) => key);
  if (fields.length === 0) return null;
  return {
    scope,
    operation: { op: 'paste', fields, cells },
    beyond: repeats ? 0 : Math.max(0, height - room),
    skipped: target.length - fields.length,
  };
}
