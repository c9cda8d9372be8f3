// What became of the mails that a decision caused, in words and numbers.

import type { NoticeInfo } from '../../generated/protocol';
import { t } from '../../i18n/index.svelte';

/** Verdicts that their owners are told of; of the others there is no notice. */
const TOLD = ['remove', 'ask', 'restore'];
/** What needs a look first stands first. */
const STATES = ['failed', 'uncertain', 'waiting', 'sending', 'sent', 'cancelled'];
/** Why a mail stands where it stands, where it is not the answer of the mail server. */
const WHYS = ['unreachable', 'timeout', 'certificate', 'tls', 'sign-in', 'interrupted', 'too-late', 'gone', 'withdrawn'];

export const isTold = (verdict: string): boolean => TOLD.includes(verdict);

/** How many mails got how far. */
export function tally(mails: Pick<NoticeInfo, 'state'>[]): { state: string; count: number }[] {
  return STATES.map((state) => ({ state, count: mails.filter((mail) => mail.state === state).length })).filter(({ count }) => count > 0);
}

/** The class of a tag. */
export function mailTone(state: string): string {
  if (state === 'sent') return 'ok';
  if (state === 'failed') return 'refused';
  return state === 'uncertain' ? 'conflict' : state === 'cancelled' ? '' : 'waiting';
}

/** Why it is not sent, or not known to be; '' where there is nothing to say. */
export function mailWhy({ code = '' }: Pick<NoticeInfo, 'code'>): string {
  if (code === '') return '';
  return WHYS.includes(code) ? t(`review-mail-why-${code}`) : t('review-mail-why-answer', { code });
}
