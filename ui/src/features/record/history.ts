// The history that the service keeps: why it cannot be shown now.

import type { ClientError } from '../../generated/protocol';
import { isAway } from '../../host';
import { errorText, t } from '../../i18n/index.svelte';

export function noHistory(error: ClientError): string {
  if (isAway(error)) return t('history-offline');
  // What was never sent has none yet.
  return error.code === 'not-found' ? t('history-empty') : errorText(error);
}
