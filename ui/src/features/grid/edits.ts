// Turns what was typed or chosen in a cell into merge patches.

import type { Fields, RecordType, Row } from '../../generated/protocol';
import { get, members, patchTo } from '../record/values';
import { mergePatches } from '../record/draft.svelte';
import { editorOf, type Column } from './columns';

export interface CellEdit {
  row: Row;
  column: Column;
  /** The new value of the field, sets as lists of members. */
  value: unknown;
}

export interface Patch {
  type: RecordType;
  id: string;
  patch: Fields;
}

/** One patch per record; cells that cannot be edited are left out. */
export function patches(edits: readonly CellEdit[]): Patch[] {
  const byRecord = new Map<string, Patch>();
  for (const { row, column, value } of edits) {
    if (!column.field || editorOf(column, row) === 'none') continue;
    const patch = patchTo(column.field, row.fields, value);
    const known = byRecord.get(row.id);
    if (known) known.patch = mergePatches(known.patch, patch);
    else byRecord.set(row.id, { type: row.type, id: row.id, patch });
  }
  return [...byRecord.values()];
}

/** The value of a cell as the edits above take it. */
export function copied(column: Column, row: Row): unknown {
  const value = get(row.fields, column.key);
  return typeof value === 'object' && value !== null ? members(value) : value;
}
