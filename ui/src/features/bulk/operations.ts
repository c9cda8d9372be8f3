// What a person may ask of many records at once, as the operation it becomes.

import type { Operation, RecordType, TextChange } from '../../generated/protocol';
import { FIELDS, isSet, type FieldSpec } from '../record/fields';
import { put, putSet } from '../record/values';

/** In the order of the list. */
export const DOINGS = [
  'field',
  'contact',
  'publish',
  'unpublish',
  'confirm',
  'rollOver',
  'text',
  'move',
  'duplicate',
  'archive',
  'restore',
] as const;
export type Doing = (typeof DOINGS)[number];

export const MODES = ['set', 'add', 'remove', 'clear'] as const;
export type Mode = (typeof MODES)[number];

export const TEXT_CHANGES: TextChange[] = [
  'trim',
  'capital',
  'upper',
  'lower',
  'prefix',
  'suffix',
  'withoutPrefix',
  'withoutSuffix',
];

/** Changes of a text that need a text of their own. */
export const needsText = (change: TextChange): boolean => /fix$/i.test(change);

/** What was filled in. */
export interface Form {
  doing: Doing;
  field: string;
  mode: Mode;
  /** As the control of the field gives it: sets as lists of members. */
  value: unknown;
  from: string | null;
  to: string | null;
  years: number;
  fields: string[];
  change: TextChange;
  text: string;
  target: string;
}

const OWN_DOING = ['published', 'archived'];
const TEXTS = ['line', 'lines', 'email', 'website', 'texts'];

/** Fields that many records may get one value in. */
export const settable = (type: RecordType): FieldSpec[] =>
  FIELDS[type].filter((field) => !field.locked && !OWN_DOING.includes(field.name));

/** Fields that hold words. */
export const worded = (type: RecordType): FieldSpec[] => FIELDS[type].filter((field) => !field.locked && TEXTS.includes(field.shape));

/** What a kind of record, and the rights of the person, allow. */
export function doings(type: RecordType, may: { edit: boolean; archive: boolean; create: boolean }): Doing[] {
  return DOINGS.filter((doing) => {
    if (type !== 'offer') return may.edit && ['field', 'text', 'move'].includes(doing);
    if (doing === 'archive' || doing === 'restore') return may.archive;
    return doing === 'duplicate' ? may.create : may.edit;
  });
}

const empty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function change(field: FieldSpec, mode: Mode, value: unknown): Operation | null {
  if (mode === 'clear') return { op: 'change', clear: [field.name] };
  if (empty(value)) return null;
  if (!isSet(field)) {
    const number = field.shape === 'months' && /^\d+$/.test(String(value).trim());
    return { op: 'change', set: put(field.name, number ? Number(value) : value) };
  }
  const members = (value as unknown[]).map(String);
  if (mode === 'set') return { op: 'change', set: putSet(field.name, [], members) };
  return { op: 'change', [mode]: { [field.name]: members } };
}

const flag = (name: string, on: boolean): Operation => ({ op: 'change', set: { [name]: on } });

/** The operation of what was filled in; null while something is missing. */
export function operation(type: RecordType, form: Form): Operation | null {
  switch (form.doing) {
    case 'field': {
      const field = FIELDS[type].find(({ name }) => name === form.field);
      return field ? change(field, form.mode, form.value) : null;
    }
    case 'contact':
      return form.to ? { op: 'replaceContact', from: form.from, to: form.to } : null;
    case 'publish':
    case 'unpublish':
      return flag('published', form.doing === 'publish');
    case 'archive':
    case 'restore':
      return flag('archived', form.doing === 'archive');
    case 'confirm':
      return { op: 'confirm' };
    case 'duplicate':
      return { op: 'duplicate' };
    case 'rollOver':
      return Number.isInteger(form.years) && form.years > 0 && form.years <= 10 ? { op: 'rollOver', years: form.years } : null;
    case 'text':
      if (form.fields.length === 0 || (needsText(form.change) && form.text === '')) return null;
      return { op: 'text', fields: form.fields, change: form.change, ...(needsText(form.change) ? { text: form.text } : {}) };
    case 'move':
      return form.field && form.target && form.field !== form.target
        ? { op: 'move', from: form.field, to: form.target, join: form.text === '' ? null : form.text }
        : null;
  }
}
