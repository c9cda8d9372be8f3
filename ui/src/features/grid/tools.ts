// The tools of a list: what its bar, its menus and the list of all commands show.

import type { Tool } from '../../components/fit';
import type { MenuItem } from '../../components/menu';
import { t } from '../../i18n/index.svelte';
import { keysFor } from '../../keys/registry';
import { redo, undo } from '../../state/edits.svelte';
import { live } from '../../state/live.svelte';
import { redoDoes, undoDoes } from '../steps/words';
import { testId } from '../../testids';

/** What the list can do now; what is not there is not shown. */
export interface ListDoings {
  /** There are rows. */
  any: boolean;
  create: { text: string; run: () => void } | undefined;
  /** Those of the screen, on the active row. */
  own: Tool[];
  /** Opens a dialog for many records. */
  many: ((name: 'bulk' | 'replace') => void) | undefined;
  facets: { on: boolean; run: () => void } | undefined;
  /** What stands beside the list. */
  panel: 'problems' | 'steps' | null;
  show: (panel: 'problems' | 'steps') => void;
  columns: () => void;
  goTo: () => void;
  refresh: () => void;
  export: () => void;
  inspector: { on: boolean; run: () => void } | undefined;
}

function editMenu(many: (name: 'bulk' | 'replace') => void, any: boolean): MenuItem[] {
  const { undo: back = null, redo: forward = null } = live.status ?? {};
  return [
    { id: 'undo', text: undoDoes(back), keys: keysFor('undo'), disabled: !back, run: () => void undo() },
    { id: 'redo', text: redoDoes(forward), keys: keysFor('redo'), disabled: !forward, run: () => void redo() },
    { id: 'bulk', text: t('bulk-open'), keys: keysFor('bulk'), disabled: !any, run: () => many('bulk') },
    { id: 'replace', text: t('replace-open'), keys: keysFor('replace'), disabled: !any, run: () => many('replace') },
  ];
}

function viewMenu({ facets, panel, show, many, columns, goTo, refresh, any }: ListDoings): MenuItem[] {
  return [
    ...(facets ? [{ id: 'facets', text: t('facets-title'), keys: keysFor('facets'), on: facets.on, run: facets.run }] : []),
    { id: 'problems', text: t('problems-title'), keys: keysFor('problem-next'), on: panel === 'problems', run: () => show('problems') },
    ...(many ? [{ id: 'steps', text: t('steps-title'), on: panel === 'steps', run: () => show('steps') }] : []),
    { id: 'columns', text: t('views-columns-open'), run: columns },
    { id: 'goto', text: t('grid-goto'), keys: keysFor('goto'), disabled: !any, run: goTo },
    { id: 'refresh', text: t('grid-refresh'), run: refresh },
  ];
}

/** The bar of a list, in order. */
export function listTools(doings: ListDoings): Tool[] {
  const { any, create, own, many, inspector } = doings;
  const menu = { run: () => {} };
  return [
    ...(create ? [{ id: 'new', keys: keysFor('new'), testId: testId.recordNew, weight: 8, primary: true, ...create }] : []),
    ...own,
    ...(many ? [{ id: 'edits', text: t('grid-menu-edit'), testId: testId.gridEditMenu, weight: 6, menu: editMenu(many, any), ...menu }] : []),
    {
      id: 'export',
      text: t('export-open'),
      keys: keysFor('export'),
      testId: testId.exportOpen,
      weight: 3,
      end: true,
      disabled: !any,
      run: doings.export,
    },
    { id: 'view', text: t('grid-menu-view'), testId: testId.gridViewMenu, weight: 7, end: true, menu: viewMenu(doings), ...menu },
    ...(inspector
      ? [{ id: 'inspector', text: t('record-inspector'), keys: keysFor('inspector'), testId: testId.inspectorToggle, weight: 5, end: true, ...inspector }]
      : []),
  ];
}
