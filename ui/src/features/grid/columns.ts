// Columns of the grids, made from the table of fields.

import { choosable, label } from '../../codes';
import type { Option } from '../../components/options';
import type { Fields, RecordType, Row } from '../../generated/protocol';
import { fieldLabel, language, number, t } from '../../i18n/index.svelte';
import { choices } from '../../state/choices.svelte';
import { isSet, isSingle, sideOf, spec, type FieldSpec } from '../record/fields';
import { valueText } from '../record/show';
import { dayOf, get, members, text, writtenDay } from '../record/values';
import { answerText } from '../review/answered';
import { isTold } from '../review/mails';

export interface Column {
  key: string;
  width: number;
  field?: FieldSpec;
  /** What it sorts by; none: it does not. */
  sort?: string;
  pinned?: boolean;
  /** Somebody chose the width: it does not grow with the window. */
  sized?: boolean;
  readonly?: boolean;
  /** What Enter does in a cell that nobody writes into. */
  open?: (row: Row) => void;
  /** Only on screen: files do not have it. */
  local?: boolean;
}

export function column(type: RecordType, name: string, width: number, more: Partial<Column> = {}): Column {
  const field = spec(type, name);
  return { key: name, width, sort: name, ...(field ? { field, readonly: field.locked === true } : {}), ...more };
}

export const stateColumn: Column = { key: 'state', width: 36, pinned: true, sort: 'state', readonly: true };

/** How many offers use a contact or site; Enter leads to them. */
export const usesColumn = (open: (row: Row) => void): Column => ({ key: 'usedBy', width: 130, readonly: true, local: true, open });

/** Whether a question was answered, when and by whom. */
export const answerColumn: Column = { key: 'answer', width: 250, readonly: true, local: true };

/** Whether a column shows what became of a row here; accounts have a field of that name. */
export const isState = (column: Column): boolean => column.key === 'state' && !column.field;

export function columnLabel(column: Column): string {
  if (column.key === 'usedBy') return t('grid-used-by');
  if (column.key === 'answer') return t('messages-answer-of');
  return isState(column) ? t('grid-state') : column.key === 'status' ? t('grid-status') : fieldLabel(column.key);
}

/** The words of a cell. */
export function cellText(column: Column, row: Row): string {
  if (isState(column)) return t(`state-${row.state}`);
  switch (column.key) {
    case 'status':
      return row.status ? label('statuses', row.status, language()) : '';
    case 'organisation':
      return row.organisation;
    case 'answer':
      return answerText(row);
    case 'usedBy':
      return number(row.usedBy ?? 0);
    case 'notify':
      if (!isTold(text(row.fields, 'verdict'))) return '';
      // falls through
    default:
      return column.field ? valueText(column.field, get(row.fields, column.key), row.names) : '';
  }
}

export type EditorKind = 'none' | 'text' | 'lines' | 'flag' | 'one' | 'many';

export function editorOf(column: Column, row: Row | undefined): EditorKind {
  const field = column.field;
  if (!field || column.readonly || !row) return 'none';
  if (row.type === 'offer') {
    if (row.fields.removed) return 'none';
    if (column.key === 'studyLevel' && row.fields.subject !== 'programme') return 'none';
    if (column.key === 'studyLevels' && row.fields.subject !== 'companyOffer') return 'none';
  }
  if (isSet(field) && field.shape !== 'texts') return isSingle(field, row.fields) ? 'one' : 'many';
  switch (field.shape) {
    case 'flag':
      return 'flag';
    case 'code':
    case 'contact':
      return 'one';
    case 'lines':
      return 'lines';
    case 'line':
    case 'email':
    case 'website':
    case 'months':
    case 'date':
      return 'text';
    default:
      return 'none';
  }
}

/** What is in the text editor of a cell to begin with. */
export function writtenText(column: Column, row: Row): string {
  const value = text(row.fields, column.key);
  return column.field?.shape === 'date' ? writtenDay(value) : value;
}

/** The value that a text in a cell stands for. */
export const readText = (column: Column, written: string): string => (column.field?.shape === 'date' ? dayOf(written) : written);

/** What a field of a record may be set to. */
export function optionsFor(field: FieldSpec, fields: Fields, organisation: string | null): Option[] {
  if (field.list) {
    return choosable(field.list, sideOf(fields)).map((code) => ({
      value: code.code,
      text: code.labels[language()],
      words: [...Object.values(code.labels), ...(code.aliases ?? [])],
    }));
  }
  if (field.shape === 'sites') {
    const provinces = members(fields.provinces);
    const chosen = members(fields.sites);
    return choices
      .of('site', organisation)
      .filter((site) => provinces.includes(site.province) || chosen.includes(site.id) || fields.subject === 'companyOffer')
      .map((site) => ({
        value: site.id,
        text: site.name,
        detail: [site.detail, label('provinces', site.province, language())].filter(Boolean).join(', '),
      }));
  }
  if (field.shape === 'contact') {
    return choices.of('contact', organisation).map(({ id, name, detail }) => ({ value: id, text: name, detail }));
  }
  return [];
}
