// Does an operation and tells what it did and how it is taken back.

import type { EditReply, Operation, Scope } from '../../generated/protocol';
import { t } from '../../i18n/index.svelte';
import { run, undo } from '../../state/edits.svelte';
import { toasts } from '../../state/toasts.svelte';

interface How {
  /** The person agreed to archive or retire many. */
  confirm?: boolean;
  /** Archived offers stay as they are. */
  leaveArchived?: boolean;
  /** One row that changed is seen: nothing is said of it. */
  quiet?: boolean;
}

/** Null when it failed, which was then said. `needsConfirm`: nothing was done. */
export async function perform(scope: Scope, operation: Operation, { confirm = false, leaveArchived = false, quiet = false }: How = {}): Promise<EditReply | null> {
  const reply = await run('bulk', { scope, operation, leaveArchived, confirm });
  if (!reply || reply.needsConfirm) return reply;
  const seen = reply.notAllowed + reply.unread + reply.dropped.length === 0;
  if (!quiet || !seen) tell(reply, leaveArchived);
  return reply;
}

function tell({ changed, invalid, archived, notAllowed, unread, dropped }: EditReply, left: boolean): void {
  const text = (): string =>
    [
      t('bulk-done', { count: changed, invalid }),
      archived > 0 ? t(left ? 'bulk-done-archived-left' : 'bulk-archived-among', { count: archived }) : '',
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
