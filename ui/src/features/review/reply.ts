// What may be said to Agoria.

import type { Row } from '../../generated/protocol';
import { t } from '../../i18n/index.svelte';
import { run, undo } from '../../state/edits.svelte';
import { session } from '../../state/session.svelte';
import { toasts } from '../../state/toasts.svelte';
import { text } from '../record/values';

/** What may be said to a message: an answer to a question, an objection to a removal. */
export const answerable = (row: Row | undefined): boolean =>
  row !== undefined && session.may('offer.edit') && ['ask', 'remove'].includes(text(row.fields, 'verdict'));

/** Says it; whether it is kept. */
export async function reply(message: Row, words: string): Promise<boolean> {
  const done = await run('review_reply', { review: message.id, words });
  if (done) toasts.info(() => t('messages-replied'), () => void undo());
  return done !== null && done !== undefined;
}
