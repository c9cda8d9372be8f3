// What can be named in the search field of a list.

import type { RecordType } from '../../generated/protocol';
import { fieldLabel } from '../../i18n/index.svelte';
import { choices } from '../../state/choices.svelte';
import { facetFields, facetLabel, facetOptions } from '../facets/values';
import { FIELDS, spec } from '../record/fields';
import type { Term } from './terms';

/** The fields that can be named in the search field, with their values. */
export function searchTerms(type: RecordType, side: string): Term[] {
  const ordered = FIELDS[type].filter(({ shape }) => shape === 'months' || shape === 'date').map(({ name }) => name);
  const counted = facetFields(type, side).map((field): Term => {
    const shape = spec(type, field)?.shape;
    const refers = shape === 'contact' ? 'contact' : shape === 'sites' ? 'site' : null;
    const records = refers ? choices.of(refers, null).map(({ id, name, detail }) => ({ value: id, text: name, detail })) : [];
    return { field, names: [field, facetLabel(field)], shape: 'values', options: refers ? records : facetOptions(type, field) };
  });
  return [...counted, ...ordered.map((field): Term => ({ field, names: [field, fieldLabel(field)], shape: spec(type, field)?.shape === 'date' ? 'day' : 'number', options: [] }))];
}
