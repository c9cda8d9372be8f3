// The four criteria of the scope rules, as the service and the client know them.

import { find } from '../../codes';
import table from '../../../../crates/domain/codes/review_criteria.json';
import type { Language } from '../../generated/protocol';

/** The words of a criterion. */
export function criterionLabel(code: string, language: Language): string {
  return table.items.find((item) => item.code === code)?.labels[language] ?? code;
}

export function outOfScope(domain: string): boolean {
  return find('domains', domain)?.in_scope_by_default === false;
}

/** Percent of a probability in thousandths: an estimate is never certain. */
export function likely(thousandths: number): number {
  return Math.max(1, Math.min(99, Math.round(thousandths / 10)));
}
