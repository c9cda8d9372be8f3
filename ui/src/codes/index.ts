// The code lists, straight from the files that the rules are compiled from.

import forms from '../../../crates/domain/codes/collaboration_forms.json';
import languages from '../../../crates/domain/codes/languages.json';
import statuses from '../../../crates/domain/codes/offer_statuses.json';
import kinds from '../../../crates/domain/codes/organisation_kinds.json';
import provinces from '../../../crates/domain/codes/provinces.json';
import criteria from '../../../crates/domain/codes/review_criteria.json';
import reasons from '../../../crates/domain/codes/review_reasons.json';
import roles from '../../../crates/domain/codes/roles.json';
import domains from '../../../crates/domain/codes/study_domains.json';
import levels from '../../../crates/domain/codes/study_levels.json';
import type { Language, Verdict } from '../generated/protocol';

export interface Code {
  code: string;
  labels: Record<Language, string>;
  aliases?: string[];
  active?: boolean;
  side?: string;
  in_scope_by_default?: boolean;
  default_active?: boolean;
  verdicts?: string[];
  criterion?: string | null;
  prefix?: Record<Language, string> | null;
}

export const LISTS = {
  forms: forms.items as Code[],
  languages: languages.items as Code[],
  statuses: statuses.items as Code[],
  kinds: kinds.items as Code[],
  provinces: provinces.items as Code[],
  criteria: criteria.items as Code[],
  reasons: reasons.items as Code[],
  domains: domains.items as Code[],
  levels: levels.items as Code[],
};

export type ListName = keyof typeof LISTS;

const index = new Map<ListName, Map<string, Code>>(
  (Object.keys(LISTS) as ListName[]).map((name) => [name, new Map(LISTS[name].map((item) => [item.code, item]))]),
);

export function find(list: ListName, code: string): Code | undefined {
  return index.get(list)?.get(code);
}

/** A code's words; an unknown code stays as it is. */
export function label(list: ListName, code: string, language: Language): string {
  return find(list, code)?.labels[language] ?? code;
}

/** The codes that may be chosen; forms only those of the side. */
export function choosable(list: ListName, side?: string): Code[] {
  return LISTS[list].filter((item) => {
    if (item.active === false) return false;
    return list !== 'forms' || !side || item.side === 'both' || item.side === side;
  });
}

export function roleLabel(side: string, code: string, language: Language): string {
  const row = (roles.roles as { side: string; code: string; labels: Record<Language, string> }[]).find(
    (role) => role.code === code && (side === '' || role.side === side),
  );
  return row?.labels[language] ?? code;
}

/** Reasons that say nothing of the offers of the other side. */
const OF_SIDE: Record<string, string[]> = {
  institution: ['LIFELONG', 'TOO_SHORT', 'SECONDARY', 'NAME_HAS_LEVEL', 'CAMPUS_PROVINCE'],
  company: ['MULTI_FORM', 'NOT_MEMBER'],
};

/** The reasons that a verdict may give; with `sides`, those that fit offers of all of them. */
export function reasonsFor(verdict: Verdict, sides: string[] = []): Code[] {
  const others = Object.entries(OF_SIDE).flatMap(([side, codes]) => (sides.some((one) => one !== side) ? codes : []));
  return LISTS.reasons.filter(({ code, verdicts }) => verdicts?.includes(verdict) && !others.includes(code));
}
