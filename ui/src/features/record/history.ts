// The history that the service keeps: why it cannot be shown now.

import type { ClientError } from '../../generated/protocol';
import { errorText, t } from '../../i18n/index.svelte';

const AWAY = ['unreachable', 'unavailable', 'session-ended', 'not-signed-in'];

export function noHistory(error: ClientError): string {
  if (AWAY.includes(error.code)) return t('history-offline');
  // What was never sent has none yet.
  return error.code === 'not-found' ? t('history-empty') : errorText(error);
}
