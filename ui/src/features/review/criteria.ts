// The four criteria of the scope rules, as the service and the client know them.

import { find } from '../../codes';

export function outOfScope(domain: string): boolean {
  return find('domains', domain)?.in_scope_by_default === false;
}

/** Percent of a probability in thousandths: an estimate is never certain. */
export function likely(thousandths: number): number {
  return Math.max(1, Math.min(99, Math.round(thousandths / 10)));
}
