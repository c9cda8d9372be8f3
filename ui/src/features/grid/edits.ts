// Turns what was typed, pasted, filled or cleared into merge patches.

import { match, type Option } from '../../components/options';
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

const YES = ['1', 'x', 'true', 'ja', 'oui', 'yes', 'j', 'o', 'y'];

/** The value that a pasted text means. An unknown word stays as it is, to be seen and mended. */
export function parse(column: Column, row: Row, pasted: string, options: (column: Column, row: Row) => Option[]): unknown {
  const text = pasted.trim();
  const one = (word: string): string => match(options(column, row), word)?.value ?? word.trim();
  switch (editorOf(column, row)) {
    case 'flag':
      return YES.includes(text.toLowerCase());
    case 'many':
      return text === '' ? [] : text.split(/[;\n]/).map(one).filter(Boolean);
    case 'one':
      if (text === '') return null;
      return column.field?.shape === 'codes' ? [one(text)] : one(text);
    default:
      return text;
  }
}

/** What a paste of a block of texts over a range does. */
export function plan(
  block: readonly (readonly string[])[],
  rows: readonly Row[],
  columns: readonly Column[],
  options: (column: Column, row: Row) => Option[],
): CellEdit[] {
  const height = block.length;
  const width = block[0]?.length ?? 0;
  if (height === 0 || width === 0) return [];
  return rows.flatMap((row, r) =>
    columns.map((column, c) => ({ row, column, value: parse(column, row, block[r % height]?.[c % width] ?? '', options) })),
  );
}

/** The value of a cell as the edits above take it. */
export function copied(column: Column, row: Row): unknown {
  const value = get(row.fields, column.key);
  return typeof value === 'object' && value !== null ? members(value) : value;
}
