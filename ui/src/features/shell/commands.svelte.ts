// What the keys of the whole window do. A screen lends its own doings
// (search, new, …) while it is open.

import { entries, type Tool } from '../../components/fit';
import type { MenuItem } from '../../components/menu';
import { t } from '../../i18n/index.svelte';
import { BINDINGS, comboOf, commandFor, isTyping, keysFor, type Where } from '../../keys/registry';
import { redo, undo } from '../../state/edits.svelte';
import { importing } from '../../state/importing.svelte';
import { live } from '../../state/live.svelte';
import { nav } from '../../state/nav.svelte';
import { session } from '../../state/session.svelte';
import { ZOOM, zoomTo } from '../../state/zoom';
import { cycle } from '../../keys/regions';

interface ScreenCommands {
  search?: () => void;
  create?: () => void;
  undo?: () => void;
  /** Opens or closes the details. */
  inspector?: () => void;
  /** Opens a dialog for many records. */
  bulk?: () => void;
  replace?: () => void;
  /** Opens the dialog that writes the records of the list to a file. */
  export?: () => void;
  /** The same for cards to be printed. */
  print?: () => void;
  /** Opens or closes the filters. */
  facets?: () => void;
  /** To the next or previous row with a problem. */
  problem?: (step: 1 | -1) => void;
  /** The tools of the screen, as they are now. */
  tools?: () => Tool[];
}

/** What lists all commands does not list itself, nor the places of other screens. */
const UNLISTED = ['palette', 'screen'];

class WindowCommands {
  /** The list of keys stands open, for whoever is at these places. */
  sheet = $state.raw<Where[] | null>(null);
  /** The list of all commands stands open. */
  palette = $state(false);
  #lent: ScreenCommands[] = [];

  /** Lends a screen's commands; answers how to take them back. */
  lend(commands: ScreenCommands): () => void {
    this.#lent.push(commands);
    return () => {
      this.#lent = this.#lent.filter((other) => other !== commands);
    };
  }

  openSheet(): void {
    const focused = document.activeElement;
    const inside = (selector: string): boolean => focused?.closest(selector) != null;
    const here: Where[] = ['anywhere'];
    if (inside('.og-head')) here.push('header');
    else if (inside('.og')) here.push('grid', 'editing');
    if (nav.screen === 'changes' || nav.screen === 'conflicts' || nav.screen === 'review' || nav.screen === 'requests') here.push(nav.screen);
    this.sheet = here;
  }

  /** All that can be done on this screen: its tools and menus, then what works anywhere. */
  all(): MenuItem[] {
    const tools = entries(this.#of('tools')?.() ?? []);
    const known = new Set(tools.map(({ id }) => id));
    const anywhere = BINDINGS.filter(({ id, where }) => where === 'anywhere' && !known.has(id) && !UNLISTED.includes(id) && this.#can(id));
    return [
      ...tools.filter(({ disabled }) => !disabled),
      ...anywhere.map(({ id }) => ({ id, text: t(`keys-${id}`), keys: keysFor(id), run: () => this.#do(id) })),
    ];
  }

  /** Whether a screen lends what the command needs, where it needs that. */
  #can(id: string): boolean {
    const lent: Record<string, keyof ScreenCommands> = {
      new: 'create',
      inspector: 'inspector',
      bulk: 'bulk',
      replace: 'replace',
      export: 'export',
      'print-cards': 'print',
      facets: 'facets',
      'problem-next': 'problem',
      'problem-previous': 'problem',
    };
    const needed = lent[id];
    if (id === 'import') return importing.allowed;
    return needed === undefined || this.#of(needed) !== undefined;
  }

  #of<K extends keyof ScreenCommands>(name: K): ScreenCommands[K] {
    return this.#lent.findLast((commands) => commands[name])?.[name];
  }

  onkeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const typing = isTyping(event.target);
    // "Select all" means text or cells, never the whole window.
    if (!typing && comboOf(event) === 'Ctrl+A') event.preventDefault();
    const command = commandFor('anywhere', event);
    if (!command) return;
    // Text fields have their own undo, and take signs as text.
    if (typing && ['undo', 'redo', 'search'].includes(command)) return;
    if (typing && command === 'sheet' && event.key === '?') return;
    if (!this.#do(command, event.code)) return;
    event.preventDefault();
  };

  /** `code`: the key, for commands that differ by it. */
  #do(command: string, code = ''): boolean {
    switch (command) {
      case 'search':
        this.#of('search')?.();
        return true;
      case 'screen': {
        const screen = nav.screens[Number(code.slice(-1)) - 1];
        if (screen) nav.go(screen);
        return true;
      }
      case 'region-next':
        cycle(1);
        return true;
      case 'region-previous':
        cycle(-1);
        return true;
      case 'undo':
        (this.#of('undo') ?? (() => void undo()))();
        return true;
      case 'redo':
        void redo();
        return true;
      case 'changes':
        nav.go('changes');
        return true;
      case 'pull':
        void live.pull();
        return true;
      case 'new':
        this.#of('create')?.();
        return true;
      case 'import':
        importing.start();
        return true;
      case 'inspector':
        this.#of('inspector')?.();
        return true;
      case 'bulk':
      case 'replace':
      case 'export':
      case 'facets':
        this.#of(command)?.();
        return true;
      case 'print-cards':
        this.#of('print')?.();
        return true;
      case 'problem-next':
        this.#of('problem')?.(1);
        return true;
      case 'problem-previous':
        this.#of('problem')?.(-1);
        return true;
      case 'palette':
        this.palette = true;
        return true;
      case 'settings':
        nav.go('settings');
        return true;
      case 'zoom-in':
        zoomTo(session.zoom + ZOOM.step);
        return true;
      case 'zoom-out':
        zoomTo(session.zoom - ZOOM.step);
        return true;
      case 'zoom-none':
        zoomTo(100);
        return true;
      case 'sheet':
        if (this.sheet) this.sheet = null;
        else this.openSheet();
        return true;
      default:
        return false;
    }
  }
}

export const windowCommands = new WindowCommands();
