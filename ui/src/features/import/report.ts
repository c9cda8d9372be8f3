// Reading the report of an import: what becomes of each row, how many there
// are of each, and the texts that somebody has to give a meaning.

import type { ImportChoices, ImportReport, RecordType } from '../../generated/protocol';
import { importField } from './fields';

/** What becomes of a row, in the order of the tabs. */
export const FATES = ['added', 'changed', 'unchanged', 'duplicate', 'needs_decision', 'rejected', 'left'] as const;
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
  /** Why it is not taken in, where no remark says so. */
  reason?: string;
  /** The record that the row was matched with. */
  id?: string;
  changes?: { type: RecordType; field: string; before: unknown; after: unknown }[];
  /** Fields of which somebody says whose value counts. */
  clashes?: Clash[];
  /** Records that fit as well. */
  candidates?: Candidate[];
  /** The earlier row that takes in what this one says. */
  merged_into?: number;
}

export interface Clash {
  type: RecordType;
  field: string;
  here: unknown;
  file: unknown;
  /** Whether the value of the file can be taken. */
  usable: boolean;
  side: 'here' | 'file' | null;
}

export interface Candidate {
  id: string;
  fields: Record<string, unknown>;
}

/** What texts of the file may be said to mean. */
export interface Known {
  organisations: { code: string; name: string }[];
  sites: { organisation: string; code: string; name: string; municipality: string }[];
  contacts: { organisation: string; email: string; name: string }[];
}

/** A contact that importing the file would make. */
interface NewContact {
  email: string;
  name: string;
  rows: number;
}

/** The records that importing the file changes. */
export interface Touched {
  added: number;
  changed: number;
  /** Made or changed along with them. */
  contacts: number;
  organisations: number;
}

/** Each record once, however many rows speak of it. */
export function touched(report: ImportReport): Touched {
  return (report.summary.records as Touched | undefined) ?? { added: 0, changed: 0, contacts: 0, organisations: 0 };
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

export function known(report: ImportReport): Known {
  return (report.summary.known as Known | undefined) ?? { organisations: [], sites: [], contacts: [] };
}

/** Null for an empty row, which nobody has to hear of. */
export function fate(row: ReportRow): Fate | null {
  if (row.action) return row.action;
  if (row.status === 'skipped_blank') return null;
  if (row.status === 'needs_decision' || row.status === 'rejected' || row.status === 'duplicate') return row.status;
  return 'added';
}

export function byFate(report: ImportReport): Record<Fate, ReportRow[]> {
  const out: Record<Fate, ReportRow[]> = { added: [], changed: [], unchanged: [], duplicate: [], needs_decision: [], rejected: [], left: [] };
  for (const row of rows(report)) {
    const which = fate(row);
    if (which) out[which].push(row);
  }
  return out;
}

/** The rows under a tab: those with this fate, and those that had it when somebody decided about them, which stay in sight there. */
export function under(report: ImportReport, tab: Fate, first: ReadonlyMap<number, { fate: Fate }>): ReportRow[] {
  return rows(report).filter((row) => fate(row) === tab || first.get(row.source_row)?.fate === tab);
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
  'E_NO_CONTACT',
  'E_BAD_EMAIL',
  'W_UNKNOWN_DOMAIN',
  'W_UNKNOWN_LANGUAGE',
  'W_UNKNOWN_CAMPUS',
]);
/** What a new contact is listed under: no remark, and nobody has to choose. */
export const NEW_CONTACT = 'new-contact';

export interface Unclear {
  /** The field, as choices name it. */
  field: string;
  text: string;
  /** The first remark about it, or `new-contact`; none once it has a meaning. */
  code: string | null;
  /** How many cells say it; for contacts how many rows. */
  cells: number;
}

/** The field whose texts a remark asks about; undefined when it asks about none. */
function asked(remark: Remark): string | undefined {
  const field = importField(remark.field);
  // A text of its own is missing only where a contact is: all such rows may have the same.
  const text = remark.value.trim() !== '' || remark.code === 'E_NO_CONTACT';
  if (field && text && UNCLEAR.has(remark.code)) return field.name;
  return remark.field === 'org_code' && remark.code === 'E_REQUIRED' && text ? field?.name : undefined;
}

/** Every text without a sure meaning once, with the number of cells; those that were given one first stay. */
export function unclear(report: ImportReport, earlier: readonly Unclear[]): Unclear[] {
  const found = new Map<string, Unclear>(earlier.map((old) => [`${old.field}\n${old.text}`, { ...old, code: null }]));
  const counted = new Set<string>();
  for (const row of rows(report)) {
    for (const remark of [...row.errors, ...row.warnings]) {
      const field = asked(remark);
      if (field === undefined) continue;
      const text = remark.value.trim();
      const key = `${field}\n${text}`;
      const entry = found.get(key);
      if (entry && counted.has(key)) entry.cells += 1;
      else {
        counted.add(key);
        found.set(key, { field, text, code: remark.code, cells: 1 });
      }
    }
  }
  for (const contact of (report.summary.new_contacts ?? []) as NewContact[]) {
    const key = `contact_email\n${contact.email}`;
    if (!found.has(key)) found.set(key, { field: 'contact_email', text: contact.email, code: NEW_CONTACT, cells: contact.rows });
  }
  return [...found.values()];
}

/** The headings of the columns that have one. */
export function headings(report: ImportReport): string[] {
  return detected(report)
    .columns.map(({ heading }) => heading)
    .filter((heading) => heading.trim() !== '');
}

export function noChoices(): ImportChoices {
  return { sheet: null, encoding: null, delimiter: null, kind: null, headerRows: null, columns: {}, values: {}, emptyClears: null, decisions: {} };
}

/** The row numbers in `3, 4`; null when that is something else. */
export function rowNumbers(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every((number) => Number.isInteger(number) && number > 0) ? numbers : null;
}
