// The four criteria of the scope rules, as the service and the client know them.

import { find, reasonsFor } from '../../codes';
import type { ReviewItem } from '../../generated/protocol';

export function outOfScope(domain: string): boolean {
  return find('domains', domain)?.in_scope_by_default === false;
}

/** Percent of a probability in thousandths: an estimate is never certain. */
export function likely(thousandths: number): number {
  return Math.max(1, Math.min(99, Math.round(thousandths / 10)));
}

/** The reason to remove an offer, where what stands beside it points to one criterion and no other. */
export function pointedAt(item: ReviewItem, side: string): string | null {
  const looks = item.criteria.filter(({ look }) => look === 'look');
  const [only] = looks;
  if (looks.length !== 1 || !only) return null;
  return reasonsFor('remove', [side]).find(({ criterion }) => criterion === only.criterion)?.code ?? null;
}
