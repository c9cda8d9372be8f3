// What a profile should have, and what of it is missing.

import type { Fields } from '../../generated/protocol';
import { LANGUAGES } from '../../i18n/bundles';
import { members, text } from '../record/values';

export type Standing = 'there' | 'missing' | 'wrong' | 'conflict';

export interface Item {
  /** A field, or a list of the organisation. */
  name: string;
  standing: Standing;
  /** How many there are, of a list. */
  count?: number;
}

interface Known {
  fields: Fields;
  /** The fields that break a rule, and those that were changed on both sides. */
  wrong: readonly string[];
  conflicts: readonly string[];
  sites: number;
  contacts: number;
}

/** In the order of the page. Neither texts nor campuses are compulsory (ET-64). */
export function items({ fields, wrong, conflicts, sites, contacts }: Known): Item[] {
  const field = (name: string, filled: boolean): Item => ({
    name,
    standing: conflicts.includes(name) ? 'conflict' : wrong.includes(name) ? 'wrong' : filled ? 'there' : 'missing',
  });
  const list = (name: string, count: number): Item => ({ name, standing: count > 0 ? 'there' : 'missing', count });
  return [
    ...LANGUAGES.map((language) => `about.${language}`).map((name) => field(name, text(fields, name).trim() !== '')),
    field('website', text(fields, 'website') !== ''),
    field('languages', members(fields.languages).length > 0),
    list('sites', sites),
    list('contacts', contacts),
  ];
}
