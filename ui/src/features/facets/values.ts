// Which fields can be narrowed by value, and the words of their values.

import { label, LISTS } from '../../codes';
import type { Option } from '../../components/options';
import type { FacetValue, RecordType, RowState } from '../../generated/protocol';
import { collator, fieldLabel, language, t } from '../../i18n/index.svelte';
import { FIELDS, spec } from '../record/fields';

const SHAPES = ['code', 'codes', 'flag', 'sites', 'contact'];
const STATES: RowState[] = ['clean', 'changed', 'waiting', 'invalid', 'conflict', 'refused', 'removed'];

/** What a reviewer narrows offers by, beside their fields. */
export const OF_THE_DESK = ['criterion', 'changed'];

/** The fields of a list that have a countable set of values, in the order of the panel. */
export function facetFields(type: RecordType, side: string): string[] {
  const company = side === 'company';
  const coded = FIELDS[type]
    .filter((field) => SHAPES.includes(field.shape) && !(type === 'offer' && field.name === (company ? 'studyLevel' : 'studyLevels')))
    .map(({ name }) => name);
  const offer = type === 'offer' ? ['status'] : [];
  const subject = type === 'offer' && !company ? ['subject'] : [];
  const organisation = side === 'operator' && type !== 'organisation' ? ['organisation'] : [];
  return [...offer, 'state', ...organisation, ...subject, ...coded];
}

export function facetLabel(field: string): string {
  if (field === 'state') return t('grid-state');
  if (OF_THE_DESK.includes(field)) return t(`facets-${field}`);
  return field === 'status' ? t('grid-status') : fieldLabel(field);
}

/** The words of a value. `name` is the name of a record that it refers to. */
export function valueLabel(type: RecordType, field: string, value: string, name = ''): string {
  if (value === '') return t(OF_THE_DESK.includes(field) ? `facets-${field}-none` : 'facets-empty');
  if (value === '?') return t('facets-unknown');
  if (name !== '') return name;
  if (field === 'state') return t(`state-${value}`);
  if (field === 'status') return label('statuses', value, language());
  if (field === 'criterion') return label('criteria', value, language());
  if (field === 'changed') return fieldLabel(value);
  const known = spec(type, field);
  if (known?.shape === 'flag') return value === 'true' ? t('value-yes') : t('value-no');
  if (known?.shape === 'word') return t(`${known.words ?? ''}-${value}`);
  return known?.list ? label(known.list, value, language()) : value;
}

/** New counts of values in the places that they have: what is gone stays with none, what is new comes after. */
export function inPlace(before: FacetValue[], now: FacetValue[]): FacetValue[] {
  const left = new Map(now.map((value) => [value.value, value]));
  const kept = before.map((value) => {
    const counted = left.get(value.value) ?? { ...value, count: 0 };
    left.delete(value.value);
    return counted;
  });
  return [...kept, ...left.values()];
}

/** Values of records that have names: the most frequent first. */
export function byCount(values: FacetValue[]): FacetValue[] {
  if (!values.some(({ name }) => name !== '')) return values;
  return [...values].sort((a, b) => b.count - a.count || collator().compare(a.name, b.name));
}

/** All values that a field may have, for a menu; none for fields that refer to records. */
export function facetOptions(type: RecordType, field: string): Option[] {
  const named = (values: readonly string[]): Option[] => values.map((value) => ({ value, text: valueLabel(type, field, value) }));
  if (field === 'state') return named(STATES.slice(1));
  if (field === 'status') return named(LISTS.statuses.map(({ code }) => code));
  const known = spec(type, field);
  if (known?.shape === 'flag') return named(['true', 'false']);
  if (!known?.list) return [];
  return LISTS[known.list]
    .filter(({ active }) => active !== false)
    .map((code) => ({ value: code.code, text: code.labels[language()], words: Object.values(code.labels) }));
}
