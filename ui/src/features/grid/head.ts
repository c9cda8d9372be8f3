// What can be done to a column from its header: the same list for keys and menu.

import type { MenuItem } from '../../components/menu';
import { t } from '../../i18n/index.svelte';
import { BINDINGS, keysFor } from '../../keys/registry';
import type { Column } from './columns';
import type { ColumnCommand } from './layout';

const COMMANDS: Record<string, ColumnCommand | 'facet'> = {
  'column-left': 'move-left',
  'column-right': 'move-right',
  'column-narrower': 'narrower',
  'column-wider': 'wider',
  'column-hide': 'hide',
  'column-pin': 'pin',
  'column-facet': 'facet',
};

export const columnCommand = (command: string): ColumnCommand | 'facet' => COMMANDS[command] ?? 'hide';

/** The menu of a column. */
export function columnMenu(column: Column, run: (command: string) => void): MenuItem[] {
  return BINDINGS.filter(({ id, where }) => where === 'header' && id !== 'column-menu')
    .filter(({ id }) => column.sort !== undefined || !id.startsWith('sort'))
    .map(({ id }) => ({
      id,
      text: t(`keys-${id}`),
      keys: keysFor(id),
      ...(id === 'column-pin' ? { on: column.pinned === true } : {}),
      run: () => run(id),
    }));
}
