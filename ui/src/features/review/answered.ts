// What was said of an offer, and whether it was answered.

import type { Row } from '../../generated/protocol';
import { dateTime, t } from '../../i18n/index.svelte';
import { text } from '../record/values';

/** What settles a question, beside its answer: a later word of the reviewers. */
const SETTLES = ['ask', 'keep', 'remove', 'restore'];

/** The latest word of the reviewers about an offer; `reviews`: newest first. */
export const lastWord = (reviews: Row[]): Row | undefined => reviews.find(({ fields }) => SETTLES.includes(text(fields, 'verdict')));

/** Whether a question was answered, when and by whom; '' for what is no question. */
export function answerText(row: Row): string {
  if (text(row.fields, 'verdict') !== 'ask') return '';
  if (!row.answer) return t('messages-open');
  const { by, at } = row.answer;
  return at === '' ? t('messages-answered-here') : t('messages-answered', { at: dateTime(at), by });
}
