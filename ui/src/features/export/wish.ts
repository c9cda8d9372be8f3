// What a person may ask of a file of records, and the request it becomes.

import type { Export, Language, RecordType, Scope } from '../../generated/protocol';

export const FORMATS = ['xlsx', 'csv', 'json', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

export const DELIMITERS = [';', ','] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Which records: the selected rows, what the list shows, or all there are. */
export const WHICH = ['selected', 'view', 'all'] as const;
export type Which = (typeof WHICH)[number];
export type Sources = Record<Which, { scope: Scope; count: number }>;

/** Which columns a table has: those on screen in their order, or all fields. */
export const COLUMNS = ['seen', 'all'] as const;
export type ColumnChoice = (typeof COLUMNS)[number];

export interface Wish {
  which: Which;
  format: Format;
  /** Null: those on screen, except for everything there is. */
  columns: ColumnChoice | null;
  delimiter: Delimiter;
  language: Language;
}

/** Cards are of offers. */
export const formats = (type: RecordType): Format[] => FORMATS.filter((format) => format !== 'pdf' || type === 'offer');

/** Whether a format is a table, with columns to choose. */
export const isTable = (format: Format): boolean => format === 'xlsx' || format === 'csv';

export const columnsOf = (wish: Wish): ColumnChoice => wish.columns ?? (wish.which === 'all' ? 'all' : 'seen');

/** The request; `seen` are the keys of the columns on screen, in their order. */
export function request(wish: Wish, sources: Sources, seen: readonly string[]): Export {
  const table = isTable(wish.format);
  return {
    scope: sources[wish.which].scope,
    format: wish.format,
    columns: table && columnsOf(wish) === 'seen' ? [...seen] : null,
    language: wish.language,
    delimiter: wish.format === 'csv' ? wish.delimiter : null,
  };
}
