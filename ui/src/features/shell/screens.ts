// What the screens are called, for whoever is here.

import { t } from '../../i18n/index.svelte';
import type { Screen } from '../../state/nav.svelte';
import { session } from '../../state/session.svelte';

export function screenLabel(screen: Screen): string {
  if (screen === 'sites' && session.side === 'company') return t('shell-nav-entities');
  if (screen === 'organisation' && session.reviewer) return t('shell-nav-organisations');
  return t(`shell-nav-${screen}`);
}
