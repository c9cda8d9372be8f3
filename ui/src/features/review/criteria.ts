// The four criteria of the scope rules, as the service and the client know them.

import { find, reasonsFor } from '../../codes';
import type { ReviewItem } from '../../generated/protocol';

/** The criterion that the estimate is about. */
const TECHNOLOGICAL = 'technological';

export function outOfScope(domain: string): boolean {
  return find('domains', domain)?.in_scope_by_default === false;
}

/** Percent of a probability in thousandths: an estimate is never certain. */
export function likely(thousandths: number): number {
  return Math.max(1, Math.min(99, Math.round(thousandths / 10)));
}

/** The reason to remove an offer that what stands beside it points to: of the first criterion that does. */
export function pointedAt(item: ReviewItem, side: string): string | null {
  const points = item.criteria.find(
    ({ criterion, look }) => look === 'look' || (criterion === TECHNOLOGICAL && item.judgement.flag),
  );
  return reasonsFor('remove', [side]).find(({ criterion }) => criterion === points?.criterion)?.code ?? null;
}
