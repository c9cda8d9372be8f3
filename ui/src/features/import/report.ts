// Reading the report of an import: what becomes of each row, how many there
// are of each, and the texts that somebody has to give a meaning.

import type { ImportChoices, ImportReport } from '../../generated/protocol';
import { importField } from './fields';

/** What becomes of a row, in the order of the tabs. */
export const FATES = ['added', 'changed', 'unchanged', 'duplicate', 'needs_decision', 'rejected'] as const;
export type Fate = (typeof FATES)[number];

export interface Remark {
  code: string;
  field: string;
  value: string;
}

export interface ReportRow {
  source_row: number;
  status: string;
  fields: Record<string, unknown>;
  warnings: Remark[];
  errors: Remark[];
  duplicate_of?: number;
  action?: Fate;
  /** The offer that the row was matched with. */
  id?: string;
  changes?: { field: string; before: unknown; after: unknown }[];
  /** Fields that others changed as well. */
  conflicts?: string[];
  /** Offers that fit as well. */
  candidates?: string[];
}

export interface FoundColumn {
  heading: string;
  target: string;
  samples: string[];
}

/** What was found out about file and table. */
export interface Detected {
  format: string;
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  sheets: string[];
  header_rows: number[];
  first_data_row: number | null;
  last_data_row: number | null;
  columns: FoundColumn[];
  sha256: string;
}

export function rows(report: ImportReport): ReportRow[] {
  return report.rows as unknown as ReportRow[];
}

export function detected(report: ImportReport): Detected {
  return report.detected as unknown as Detected;
}

/** Null for an empty row, which nobody has to hear of. */
export function fate(row: ReportRow): Fate | null {
  if (row.action) return row.action;
  if (row.status === 'skipped_blank') return null;
  if (row.status === 'needs_decision' || row.status === 'rejected' || row.status === 'duplicate') return row.status;
  return 'added';
}

export function byFate(report: ImportReport): Record<Fate, ReportRow[]> {
  const out: Record<Fate, ReportRow[]> = { added: [], changed: [], unchanged: [], duplicate: [], needs_decision: [], rejected: [] };
  for (const row of rows(report)) {
    const which = fate(row);
    if (which) out[which].push(row);
  }
  return out;
}

/** The name that a row is known by. */
export function rowName(row: ReportRow): string {
  for (const name of ['name', 'campus_name', 'org_name']) {
    const value = row.fields[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

/** Remarks that say: this text has no meaning here, or several. */
const UNCLEAR = new Set([
  'E_UNKNOWN_FORM',
  'E_UNKNOWN_LEVEL',
  'E_UNKNOWN_PROVINCE',
  'E_AMBIGUOUS_PROVINCE',
  'E_LEVEL_AMBIGUOUS',
  'E_LEVEL_INACTIVE',
  'E_KIND_AMBIGUOUS',
  'W_UNKNOWN_DOMAIN',
  'W_UNKNOWN_LANGUAGE',
]);

export interface Unclear {
  /** The field, as choices name it. */
  field: string;
  text: string;
  /** The first remark about it; none once it has a meaning. */
  code: string | null;
  cells: number;
}

/** Every text without a sure meaning once, with the number of cells; those that were given one first stay. */
export function unclear(report: ImportReport, known: readonly Unclear[]): Unclear[] {
  const found = new Map<string, Unclear>(known.map((old) => [`${old.field}\n${old.text}`, { ...old, code: null }]));
  const counted = new Set<string>();
  for (const row of rows(report)) {
    for (const remark of [...row.errors, ...row.warnings]) {
      const field = importField(remark.field);
      if (!field?.list || !UNCLEAR.has(remark.code) || remark.value.trim() === '') continue;
      const key = `${field.name}\n${remark.value.trim()}`;
      const entry = found.get(key);
      if (entry && counted.has(key)) entry.cells += 1;
      else {
        counted.add(key);
        found.set(key, { field: field.name, text: remark.value.trim(), code: remark.code, cells: 1 });
      }
    }
  }
  return [...found.values()];
}

export function noChoices(): ImportChoices {
  return { sheet: null, encoding: null, delimiter: null, kind: null, headerRows: null, columns: {}, values: {} };
}

/** The row numbers in `3, 4`; null when that is something else. */
export function rowNumbers(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every((number) => Number.isInteger(number) && number > 0) ? numbers : null;
}
