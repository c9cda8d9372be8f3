// What became of a record, or would, in a sentence.

import type { Finding, ItemOutcome, ItemStatus, PendingRecord } from '../../generated/protocol';
import { fieldLabel, findingText, knownField, rightText, t } from '../../i18n/index.svelte';

const GOOD: readonly ItemStatus[] = ['applied', 'merged', 'noop'];

/** Reasons of the service that need no more words than that it refused. */
const KNOWN: readonly string[] = ['forbidden', 'archived', 'fixed-field', 'group-failed', 'mid-reused', 'validation', 'malformed', 'retired-reference'];

export const isGood = ({ status }: { status: ItemStatus }): boolean => GOOD.includes(status);

/** The field that a finding is about. */
export const fieldOf = (finding: Finding): string => finding.pointer.slice(1).replaceAll('/', '.');

export function why(item: ItemOutcome): string {
  const finding = item.findings[0];
  if (finding) return t('outcome-field-why', { field: fieldLabel(fieldOf(finding)), why: findingText(finding) });
  const right = missingRight(item);
  if (right) return `${right} ${t('refusal-kept')}`;
  const conflict = item.conflicts[0];
  if (conflict) return t('changes-conflict', { field: fieldLabel(conflict.field), by: conflict.by });
  return t(item.code === 'removed' ? 'outcome-why-removed' : `outcome-why-${item.status}`);
}

/** Why the service refused a record's edits, as it is kept with them. */
export function refusalText({ refusal }: PendingRecord): string {
  const kept = refusal as { code?: string; errors?: Finding[] } | null;
  const [finding] = kept?.errors ?? [];
  if (finding) return `${t('changes-refused')} ${fieldLabel(fieldOf(finding))}: ${findingText(finding)}`;
  const right = missingRight(kept);
  return right ? `${t('changes-refused')} ${right}` : reasonText(kept?.code);
}

/** Which right was missing and at which field, as far as the service said so. */
export function missingRight(refusal: unknown): string | null {
  const { code, detail } = (refusal ?? {}) as { code?: string | null; detail?: { action?: string | null; field?: string | null } | null };
  const field = detail?.field ? knownField(detail.field) : null;
  if (code === 'fixed-field') return field && t('refusal-fixed', { field });
  if (code !== 'forbidden' || !detail) return null;
  // Whatever else is asked for: the record is of an organisation that is not, or no longer, theirs.
  if (detail.field === 'organisation' || (!detail.action && !detail.field)) return t('refusal-organisation');
  if (!detail.action) return field && t('refusal-fixed', { field });
  const why = rightText(detail.action);
  return why && field ? t('refusal-at', { why, field }) : why;
}

/** Why, where the service gave a code and no finding. */
export function reasonText(code: string | undefined): string {
  switch (code) {
    case 'removed':
      return t('outcome-why-removed');
    case 'unavailable':
      return t('changes-refused-failed');
    case 'too-large':
      return t('changes-refused-large');
    default:
      // A later service may know reasons that this version does not.
      return code && !KNOWN.includes(code) ? t('changes-refused-code', { code }) : t('changes-refused');
  }
}

/** Whether a refused edit can be sent again as it is: not under a removal. */
export const mayGoAgain = (refusal: unknown): boolean => (refusal as { code?: string } | null)?.code !== 'removed';
