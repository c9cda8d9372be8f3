// The four criteria of the scope rules, with what the record says about each.
// A mark draws the eye; nothing here decides.

import { find } from '../../codes';
import type { Fields } from '../../generated/protocol';
import { members, text } from '../record/values';

export type Look = 'fine' | 'look' | 'unknown';

export interface Criterion {
  id: 'technological' | 'not_yet_employed' | 'minimum_length' | 'education_kind';
  look: Look;
}

/** Levels for people who already work or hold a degree. */
const LATER_LEVELS = ['PG', 'BNB', 'MNM'];
const MINIMUM_MONTHS = 3;

export function outOfScope(domain: string): boolean {
  return find('domains', domain)?.in_scope_by_default === false;
}

export function criteria(fields: Fields): Criterion[] {
  const domains = members(fields.studyDomains);
  const months = fields.durationMonths;
  const level = text(fields, 'studyLevel');
  return [
    { id: 'technological', look: domains.length === 0 ? 'unknown' : domains.every(outOfScope) ? 'look' : 'fine' },
    { id: 'not_yet_employed', look: LATER_LEVELS.includes(level) ? 'look' : 'unknown' },
    {
      id: 'minimum_length',
      look: typeof months !== 'number' ? 'unknown' : months < MINIMUM_MONTHS ? 'look' : 'fine',
    },
    { id: 'education_kind', look: level === '' ? 'unknown' : level === 'NFE' ? 'look' : 'fine' },
  ];
}
