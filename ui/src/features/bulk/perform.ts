// Does an operation and tells what it did and how it is taken back.

import type { EditReply, Operation, Scope } from '../../generated/protocol';
import { t } from '../../i18n/index.svelte';
import { run, undo } from '../../state/edits.svelte';
import { toasts } from '../../state/toasts.svelte';

interface How {
  /** The person agreed to archive or retire many. */
  confirm?: boolean;
  /** One row that changed is seen: nothing is said of it. */
  quiet?: boolean;
}

/** Null when it failed, which was then said. `needsConfirm`: nothing was done. */
export async function perform(scope: Scope, operation: Operation, { confirm = false, quiet = false }: How = {}): Promise<EditReply | null> {
  const reply = await run('bulk', { scope, operation, confirm });
  if (!reply || reply.needsConfirm) return reply;
  const seen = reply.notAllowed + reply.unread + reply.dropped.length === 0;
  if (!quiet || !seen) tell(reply);
  return reply;
}

function tell({ changed, invalid, notAllowed, unread, dropped }: EditReply): void {
  const text = (): string =>
    [
      t('bulk-done', { count: changed, invalid }),
      notAllowed > 0 ? t('bulk-done-not-allowed', { count: notAllowed }) : '',
      unread > 0 ? t('bulk-done-unread', { count: unread }) : '',
      dropped.length > 0 ? t('bulk-done-dropped', { count: dropped.length }) : '',
      changed > 0 ? t('bulk-done-undo') : '',
    ]
      .filter(Boolean)
      .join(' ');
  if (changed > 0) toasts.info(text, () => void undo());
  else toasts.info(text);
}
