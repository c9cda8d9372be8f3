// How the fields of each record type are shown and edited. Names, order and
// shapes follow the table of `crates/domain/src/field.rs`; the rules stay
// there and come back as findings.

import type { ListName } from '../../codes';
import type { Fields, RecordType } from '../../generated/protocol';

export type Shape =
  | 'line'
  | 'lines'
  | 'email'
  | 'website'
  | 'date'
  | 'months'
  /** A number from 0 to 1, shown in percent. */
  | 'share'
  | 'flag'
  | 'code'
  | 'codes'
  | 'sites'
  | 'contact'
  | 'texts'
  | 'country'
  | 'word'
  | 'removal'
  | 'reference'
  /** A text by language; readers get theirs. */
  | 'note'
  /** Yes unless it says no. */
  | 'consent'
  | 'moment';

export interface FieldSpec {
  name: string;
  shape: Shape;
  list?: ListName;
  /** `<words>-<value>` is the key of a word's text. */
  words?: string;
  /** The service's default limit; a finding brings the one in force. */
  limit?: number;
  /** Written by the service or the account desk. */
  locked?: boolean;
}

const OFFER: FieldSpec[] = [
  { name: 'organisation', shape: 'reference', locked: true },
  { name: 'subject', shape: 'word', words: 'subject', locked: true },
  { name: 'name', shape: 'line', limit: 200 },
  { name: 'studyLevel', shape: 'code', list: 'levels' },
  { name: 'studyLevels', shape: 'codes', list: 'levels' },
  { name: 'studyDomains', shape: 'codes', list: 'domains' },
  { name: 'collaborationForms', shape: 'codes', list: 'forms' },
  { name: 'languages', shape: 'codes', list: 'languages' },
  { name: 'provinces', shape: 'codes', list: 'provinces' },
  { name: 'sites', shape: 'sites' },
  { name: 'specialisations', shape: 'texts' },
  { name: 'contact', shape: 'contact' },
  { name: 'website', shape: 'website' },
  { name: 'description', shape: 'lines', limit: 1000 },
  { name: 'durationMonths', shape: 'months' },
  { name: 'validFrom', shape: 'date' },
  { name: 'confirmedOn', shape: 'date' },
  { name: 'published', shape: 'flag' },
  { name: 'archived', shape: 'flag' },
  { name: 'removed', shape: 'removal', locked: true },
];

const SITE: FieldSpec[] = [
  { name: 'organisation', shape: 'reference', locked: true },
  { name: 'name', shape: 'line', limit: 200 },
  { name: 'municipality', shape: 'line' },
  { name: 'postalCode', shape: 'line' },
  { name: 'province', shape: 'code', list: 'provinces' },
  { name: 'retired', shape: 'flag' },
];

const CONTACT: FieldSpec[] = [
  { name: 'organisation', shape: 'reference', locked: true },
  { name: 'name', shape: 'line' },
  { name: 'email', shape: 'email' },
  { name: 'phone', shape: 'line' },
  { name: 'function', shape: 'line' },
  { name: 'account', shape: 'reference', locked: true },
  { name: 'retired', shape: 'flag' },
];

const ORGANISATION: FieldSpec[] = [
  { name: 'code', shape: 'line', locked: true },
  { name: 'legalName', shape: 'line', locked: true },
  { name: 'kind', shape: 'code', list: 'kinds', locked: true },
  { name: 'country', shape: 'country', locked: true },
  { name: 'status', shape: 'word', words: 'organisation-status', locked: true },
  { name: 'about.nl', shape: 'lines', limit: 2000 },
  { name: 'about.fr', shape: 'lines', limit: 2000 },
  { name: 'about.en', shape: 'lines', limit: 2000 },
  { name: 'website', shape: 'website' },
  { name: 'languages', shape: 'codes', list: 'languages' },
];

const ACCOUNT: FieldSpec[] = [
  { name: 'organisation', shape: 'reference', locked: true },
  { name: 'email', shape: 'email', locked: true },
  { name: 'name', shape: 'line', locked: true },
  { name: 'role', shape: 'word', words: 'role', locked: true },
  { name: 'language', shape: 'code', list: 'languages', locked: true },
  { name: 'state', shape: 'word', words: 'accounts-state', locked: true },
];

const REVIEW: FieldSpec[] = [
  { name: 'offer', shape: 'reference', locked: true },
  { name: 'verdict', shape: 'word', words: 'review-verdict', locked: true },
  { name: 'reasons', shape: 'codes', list: 'reasons', locked: true },
  { name: 'note', shape: 'note', locked: true },
  { name: 'due', shape: 'date', locked: true },
  { name: 'notify', shape: 'consent', locked: true },
  { name: 'from', shape: 'email', locked: true },
  { name: 'at', shape: 'moment', locked: true },
  { name: 'shown.probability', shape: 'share', locked: true },
  { name: 'shown.for', shape: 'line', locked: true },
  { name: 'shown.against', shape: 'line', locked: true },
  { name: 'shown.criteria', shape: 'codes', list: 'criteria', locked: true },
  { name: 'shown.model', shape: 'line', locked: true },
  { name: 'shown.changed', shape: 'moment', locked: true },
];

export const FIELDS: Record<RecordType, FieldSpec[]> = {
  offer: OFFER,
  site: SITE,
  contact: CONTACT,
  organisation: ORGANISATION,
  account: ACCOUNT,
  review: REVIEW,
};

export function spec(type: RecordType, name: string): FieldSpec | undefined {
  return FIELDS[type].find((field) => field.name === name);
}

export const isSet = (field: FieldSpec): boolean =>
  field.shape === 'codes' || field.shape === 'sites' || field.shape === 'texts';

/** Fields of an offer that its subject does not have. */
function hidden(subject: unknown, name: string): boolean {
  if (name === 'studyLevel') return subject !== 'programme';
  if (name === 'studyLevels') return subject !== 'companyOffer';
  return false;
}

const NOT_IN_FORMS = new Set(['organisation', 'subject', 'published', 'archived', 'removed', 'account', 'retired']);

/** The fields of a record that a form shows, in order. */
export function formFields(type: RecordType, fields: Fields): FieldSpec[] {
  return FIELDS[type].filter(
    (field) => !NOT_IN_FORMS.has(field.name) && !(type === 'offer' && hidden(fields.subject, field.name)),
  );
}

const REQUIRED: Partial<Record<RecordType, string[]>> = {
  offer: ['name', 'studyLevel', 'collaborationForms', 'languages', 'provinces', 'contact'],
  site: ['name', 'province'],
  contact: ['name', 'email'],
};

/** Whether a form marks the field as mandatory. */
export const isRequired = (type: RecordType, name: string): boolean => REQUIRED[type]?.includes(name) ?? false;

/** A company offer has exactly one form (ET-91); every other set has any number. */
export const isSingle = (field: FieldSpec, fields: Fields): boolean =>
  field.name === 'collaborationForms' && fields.subject === 'companyOffer';

/** On which side the codes of a list must stand. */
export const sideOf = (fields: Fields): string => (fields.subject === 'companyOffer' ? 'company' : 'institution');
