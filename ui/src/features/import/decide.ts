// What somebody may say about one row: which record it is, whose value counts,
// what a cell should have said.

import type { ImportChoices, ImportDecision } from '../../generated/protocol';
import { t } from '../../i18n/index.svelte';
import { fieldValueText, type Names } from '../record/show';
import { importField, meanings } from './fields';
import type { Candidate, Known, Remark, ReportRow } from './report';

export interface Option {
  value: string;
  text: string;
}

/** A cell that somebody may fill in. */
export interface Fix {
  /** The field, as choices name it. */
  field: string;
  /** What stands in the file. */
  text: string;
  /** The values to choose from; none: it is typed. */
  options: Option[];
  /** Whether something else may be typed beside the options. */
  open: boolean;
  /** A text of several lines. */
  long: boolean;
  /** It goes for all cells with this text. */
  everywhere: boolean;
}

/** Remarks about one text of a list: what it means goes for the whole file. */
const EVERYWHERE = new Set(['E_UNKNOWN_FORM', 'E_UNKNOWN_PROVINCE', 'E_AMBIGUOUS_PROVINCE']);
/** Remarks that no other value settles. */
const FINAL = new Set(['E_SECONDARY_EXCLUDED']);
const LONG = new Set(['description', 'specialisations']);
/** What tells one offer from another that is called the same. */
const TELLING = ['collaborationForms', 'specialisations', 'municipality', 'postalCode', 'sites'];

export function nothing(): ImportDecision {
  return { row: null, fields: {}, values: {} };
}

export function isNothing(decision: ImportDecision): boolean {
  return !decision.row && Object.keys(decision.fields).length === 0 && Object.keys(decision.values).length === 0;
}

/** What a field's texts may mean. */
export function options(field: string, side: string, known: Known): Option[] {
  const several = known.organisations.length > 1;
  const at = (organisation: string): string => (several ? ` (${organisation})` : '');
  switch (field) {
    case 'campuses':
      return known.sites.map((site) => ({ value: site.code, text: [site.name, site.municipality].filter(Boolean).join(', ') + at(site.organisation) }));
    case 'contact_email':
      return known.contacts.map((contact) => ({ value: contact.email, text: `${contact.name} · ${contact.email}${at(contact.organisation)}` }));
    case 'organisation':
      return known.organisations.map(({ code, name }) => ({ value: code, text: name }));
    default:
      return meanings(field, side);
  }
}

function fix(remark: Remark, side: string, known: Known): Fix | null {
  const field = importField(remark.field);
  if (!field || FINAL.has(remark.code)) return null;
  const text = remark.value.trim();
  return {
    field: field.name,
    text,
    options: field.name === 'campuses' ? [] : options(field.name, side, known),
    open: field.name === 'contact_email' || !(field.list || field.name === 'organisation'),
    long: LONG.has(field.name),
    everywhere: EVERYWHERE.has(remark.code) && text !== '',
  };
}

/** The cells that may be filled in: those that were wrong at first, and those that are now. */
export function fixes(first: ReportRow, now: ReportRow, side: string, known: Known): Fix[] {
  const out: Fix[] = [];
  for (const remark of [...first.errors, ...now.errors]) {
    const found = fix(remark, side, known);
    const same = (other: Fix): boolean => other.field === found?.field && other.everywhere === found.everywhere && (!found.everywhere || other.text === found.text);
    if (found && !out.some(same)) out.push(found);
  }
  return out;
}

/** What a cell was said to mean: for its row, else for the whole file. */
export function given(fix: Fix, decision: ImportDecision, meanings: ImportChoices['values']): { text: string; everywhere: boolean } {
  const own = fix.everywhere ? undefined : decision.values[fix.field];
  const all = meanings[fix.field]?.[fix.text];
  return { text: own ?? all ?? '', everywhere: own === undefined && all !== undefined };
}

/** A record to choose, with what tells it from others of its name. */
export function candidateText(candidate: Candidate, type: 'offer' | 'site', names: Names): string {
  const { fields } = candidate;
  const name = typeof fields.name === 'string' ? fields.name : candidate.id;
  const more = TELLING.map((field) => fieldValueText(type, field, fields[field], names));
  if (type === 'offer') more.push(t(fields.published === true ? 'import-decide-published' : 'import-decide-unpublished'));
  return [name, ...more.filter((text) => text !== '')].join(' · ');
}

/** The row is an offer in the archive, and takes it out. */
export const comesBack = ({ warnings }: ReportRow): boolean => warnings.some(({ code }) => code === 'W_ARCHIVED');

/** What a row may be said to be: what was asked at first, and what is asked now
 * because of other rows; none where that is not asked. */
export function kinds(first: ReportRow, now: ReportRow, decided: string | null, type: 'offer' | 'site', names: Names): Option[] {
  const fresh = { value: 'new', text: t('import-decide-new') };
  if (first.status === 'duplicate' && first.duplicate_of !== undefined) {
    return [{ value: 'merge', text: t('import-decide-merge', { row: first.duplicate_of }) }, fresh];
  }
  // What happens unless something else is said stands first.
  if (comesBack(first)) return [fresh];
  const asks = ({ reason }: ReportRow): boolean => reason !== undefined && ['record-unknown', 'several', 'similar', 'taken', 'same-name', 'archived'].includes(reason);
  const rows = [first, now].filter(asks);
  const fitting = new Map(rows.flatMap((row) => row.candidates ?? []).map((candidate) => [candidate.id, candidateText(candidate, type, names)]));
  // The record that was chosen stays a choice, whatever is asked since.
  if (decided && decided === now.id && !fitting.has(decided)) {
    const name = now.fields.name ?? now.fields.campus_name;
    fitting.set(decided, typeof name === 'string' ? name : decided);
  }
  if (rows.length === 0 && (!decided || decided === 'leave')) return [];
  return [...[...fitting].map(([value, what]) => ({ value, text: t('import-decide-record', { what }) })), fresh];
}
