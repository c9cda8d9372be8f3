// Values as people read them: codes by their labels, ids by names, what
// people wrote unchanged.

import { label, roleLabel } from '../../codes';
import type { Language, RecordType } from '../../generated/protocol';
import { country, date, dateTime, language, number, t } from '../../i18n/index.svelte';
import { likely } from '../review/criteria';
import { spec, type FieldSpec } from './fields';
import { members } from './values';

/** How ids are written. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Names = Record<string, string>;

/** One member, code or id as words. */
export function memberText(field: FieldSpec, member: string, names: Names): string {
  if (field.list) return label(field.list, member, language());
  const name = names[member];
  if (name !== undefined) return name || t('record-unnamed');
  // What is not here, or not any more, has no name here; its id says nothing to people.
  return field.shape !== 'texts' && ID.test(member) ? t('record-not-here') : member;
}

/** Any value of a field as words; '' for none. */
export function valueText(field: FieldSpec, value: unknown, names: Names): string {
  if (field.shape === 'consent') return value === false ? t('value-no') : t('value-yes');
  if (value === null || value === undefined || value === '') return '';
  switch (field.shape) {
    case 'flag':
      return value === true ? t('value-yes') : t('value-no');
    case 'months':
      return typeof value === 'number' ? t('value-months', { count: value }) : String(value);
    case 'share':
      return typeof value === 'number' ? number(likely(value * 1000)) : String(value);
    case 'date':
      return date(String(value));
    case 'moment':
      return dateTime(String(value));
    case 'code':
    case 'contact':
    case 'reference':
      return memberText(field, String(value), names);
    case 'codes':
    case 'sites':
    case 'texts':
      return members(value)
        .map((member) => memberText(field, member, names))
        .join('; ');
    case 'word':
      return field.words === 'role' ? roleLabel('', String(value), language()) : t(`${field.words ?? ''}-${String(value)}`);
    case 'country':
      return country(String(value));
    case 'note':
      return noteText(value as Partial<Record<Language, string>>, language())?.text ?? '';
    case 'removal':
      return removalText(value, language());
    default:
      return typeof value === 'number' ? number(value) : String(value);
  }
}

export function fieldValueText(type: RecordType, name: string, value: unknown, names: Names): string {
  const field = spec(type, name);
  if (field) return valueText(field, value, names);
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}

export interface Removal {
  reason: string;
  note: Partial<Record<Language, string>>;
  by: string;
  at: string;
}

export function asRemoval(value: unknown): Removal | null {
  if (typeof value !== 'object' || value === null) return null;
  const removal = value as Partial<Removal>;
  return { reason: removal.reason ?? '', note: removal.note ?? {}, by: removal.by ?? '', at: removal.at ?? '' };
}

/** The note in the reader's language, else in the first there is. */
export function noteText(note: Partial<Record<Language, string>>, reader: Language): { text: string; lang: Language } | null {
  for (const lang of [reader, 'nl', 'fr', 'en'] as const) {
    const text = note[lang];
    if (text) return { text, lang };
  }
  return null;
}

function removalText(value: unknown, reader: Language): string {
  const removal = asRemoval(value);
  return removal ? label('reasons', removal.reason, reader) : '';
}
