// The one list of keys. What is dispatched and what the keyboard sheet shows
// are read from here. Digits are matched by position (Belgian and French
// keyboards need Shift for them), letters and signs by what they write.

import { own } from './own.svelte';

export type Where = 'anywhere' | 'grid' | 'header' | 'editing' | 'changes' | 'conflicts' | 'review' | 'requests';

export interface Binding {
  id: string;
  where: Where;
  combos: string[];
  /** Shown in the sheet instead of the combos, where those would be a long row. */
  shown?: string[];
}

const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

export const BINDINGS: readonly Binding[] = [
  { id: 'palette', where: 'anywhere', combos: ['Ctrl+K'] },
  { id: 'search', where: 'anywhere', combos: ['/'] },
  {
    id: 'screen',
    where: 'anywhere',
    combos: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `Ctrl+${digit}`),
    shown: ['Ctrl+1…9'],
  },
  { id: 'region-next', where: 'anywhere', combos: ['F6'] },
  { id: 'region-previous', where: 'anywhere', combos: ['Shift+F6'] },
  { id: 'problem-next', where: 'anywhere', combos: ['F8'] },
  { id: 'problem-previous', where: 'anywhere', combos: ['Shift+F8'] },
  { id: 'inspector', where: 'anywhere', combos: ['Ctrl+I'] },
  { id: 'bulk', where: 'anywhere', combos: ['Ctrl+Shift+E'] },
  { id: 'replace', where: 'anywhere', combos: ['Ctrl+H'] },
  { id: 'facets', where: 'anywhere', combos: ['Ctrl+Shift+F'] },
  { id: 'undo', where: 'anywhere', combos: ['Ctrl+Z'] },
  { id: 'redo', where: 'anywhere', combos: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
  { id: 'changes', where: 'anywhere', combos: ['Ctrl+S', 'Ctrl+Shift+P'] },
  { id: 'pull', where: 'anywhere', combos: ['Ctrl+R'] },
  { id: 'new', where: 'anywhere', combos: ['Ctrl+N'] },
  { id: 'import', where: 'anywhere', combos: ['Ctrl+O'] },
  { id: 'export', where: 'anywhere', combos: ['Ctrl+Shift+X'] },
  { id: 'print-cards', where: 'anywhere', combos: ['Ctrl+P'] },
  { id: 'settings', where: 'anywhere', combos: ['Ctrl+,'] },
  { id: 'sheet', where: 'anywhere', combos: ['?', 'F1'] },
  // The sign beside zero is `=` on some keyboards and wants Shift on others.
  { id: 'zoom-in', where: 'anywhere', combos: ['Ctrl++', 'Ctrl+='] },
  { id: 'zoom-out', where: 'anywhere', combos: ['Ctrl+-', 'Ctrl+_'] },
  { id: 'zoom-none', where: 'anywhere', combos: ['Ctrl+0'] },

  { id: 'move', where: 'grid', combos: ARROWS, shown: ['↑', '↓', '←', '→'] },
  { id: 'edge', where: 'grid', combos: ARROWS.map((key) => `Ctrl+${key}`), shown: ['Ctrl+↑ ↓ ← →'] },
  { id: 'row-edge', where: 'grid', combos: ['Home', 'End'] },
  { id: 'corner', where: 'grid', combos: ['Ctrl+Home', 'Ctrl+End'] },
  { id: 'page', where: 'grid', combos: ['PageUp', 'PageDown'] },
  { id: 'goto', where: 'grid', combos: ['Ctrl+G'] },
  {
    id: 'extend',
    where: 'grid',
    combos: [...ARROWS, 'Home', 'End', 'PageUp', 'PageDown'].flatMap((key) => [`Shift+${key}`, `Ctrl+Shift+${key}`]),
    shown: ['Shift+↑ ↓ ← →'],
  },
  { id: 'select-row', where: 'grid', combos: ['Shift+ '] },
  { id: 'select-column', where: 'grid', combos: ['Ctrl+ '] },
  { id: 'select-all', where: 'grid', combos: ['Ctrl+A'] },
  { id: 'edit', where: 'grid', combos: ['Enter', 'F2'] },
  { id: 'toggle', where: 'grid', combos: [' '] },
  { id: 'clear', where: 'grid', combos: ['Delete'] },
  { id: 'today', where: 'grid', combos: ['Ctrl+;'] },
  { id: 'copy', where: 'grid', combos: ['Ctrl+C'] },
  { id: 'paste', where: 'grid', combos: ['Ctrl+V'] },
  { id: 'fill-down', where: 'grid', combos: ['Ctrl+D'] },
  { id: 'extend-fill', where: 'grid', combos: ['Alt+Shift+ArrowDown'] },
  { id: 'duplicate', where: 'grid', combos: ['Ctrl+Shift+D'] },
  { id: 'into-inspector', where: 'grid', combos: ['Ctrl+Enter'] },
  { id: 'cell-history', where: 'grid', combos: ['Ctrl+Alt+H'] },
  { id: 'header', where: 'grid', combos: ['Ctrl+Shift+H', 'Alt+ArrowUp'] },

  { id: 'sort', where: 'header', combos: ['Enter', ' '] },
  { id: 'sort-more', where: 'header', combos: ['Shift+Enter', 'Shift+ '] },
  { id: 'column-left', where: 'header', combos: ['Alt+ArrowLeft'] },
  { id: 'column-right', where: 'header', combos: ['Alt+ArrowRight'] },
  { id: 'column-narrower', where: 'header', combos: ['Alt+Shift+ArrowLeft'] },
  { id: 'column-wider', where: 'header', combos: ['Alt+Shift+ArrowRight'] },
  { id: 'column-hide', where: 'header', combos: ['H'] },
  { id: 'column-pin', where: 'header', combos: ['P'] },
  { id: 'column-facet', where: 'header', combos: ['F'] },
  { id: 'column-menu', where: 'header', combos: ['Shift+F10', 'ContextMenu'] },

  { id: 'commit-down', where: 'editing', combos: ['Enter'] },
  { id: 'commit-up', where: 'editing', combos: ['Shift+Enter'] },
  { id: 'commit-right', where: 'editing', combos: ['Tab'] },
  { id: 'commit-left', where: 'editing', combos: ['Shift+Tab'] },
  { id: 'cancel', where: 'editing', combos: ['Escape'] },

  { id: 'next-change', where: 'changes', combos: ['ArrowDown'] },
  { id: 'previous-change', where: 'changes', combos: ['ArrowUp'] },
  { id: 'first-change', where: 'changes', combos: ['Home'] },
  { id: 'last-change', where: 'changes', combos: ['End'] },
  { id: 'tick-change', where: 'changes', combos: [' '] },
  { id: 'open-change', where: 'changes', combos: ['Enter'] },
  { id: 'open-group', where: 'changes', combos: ['ArrowRight'] },
  { id: 'close-group', where: 'changes', combos: ['ArrowLeft'] },

  { id: 'choose-mine', where: 'conflicts', combos: ['ArrowLeft'] },
  { id: 'choose-theirs', where: 'conflicts', combos: ['ArrowRight'] },
  { id: 'take-own', where: 'conflicts', combos: ['E'] },
  { id: 'all-mine', where: 'conflicts', combos: ['A'] },
  { id: 'all-theirs', where: 'conflicts', combos: ['T'] },
  { id: 'next-record', where: 'conflicts', combos: ['Ctrl+Enter', 'J'] },
  { id: 'previous-record', where: 'conflicts', combos: ['K'] },
  { id: 'next-field', where: 'conflicts', combos: ['ArrowDown'] },
  { id: 'previous-field', where: 'conflicts', combos: ['ArrowUp'] },

  { id: 'keep', where: 'review', combos: ['A'] },
  { id: 'remove', where: 'review', combos: ['R'] },
  { id: 'ask', where: 'review', combos: ['Q'] },
  { id: 'defer', where: 'review', combos: ['D'] },
  { id: 'restore', where: 'review', combos: ['T'] },
  { id: 'next', where: 'review', combos: ['J', 'ArrowDown'] },
  { id: 'previous', where: 'review', combos: ['K', 'ArrowUp'] },
  { id: 'read-on', where: 'review', combos: ['PageDown'] },
  { id: 'read-back', where: 'review', combos: ['PageUp'] },
  { id: 'skip', where: 'review', combos: ['S'] },
  { id: 'open-offer', where: 'review', combos: ['E'] },
  { id: 'tick', where: 'review', combos: ['X'] },
  { id: 'tick-all', where: 'review', combos: ['Shift+X'] },
  { id: 'tab-queue', where: 'review', combos: ['1'] },
  { id: 'tab-all', where: 'review', combos: ['2'] },
  { id: 'tab-removed', where: 'review', combos: ['3'] },

  { id: 'accept', where: 'requests', combos: ['A'] },
  { id: 'refuse', where: 'requests', combos: ['R'] },
  { id: 'next-request', where: 'requests', combos: ['J'] },
  { id: 'previous-request', where: 'requests', combos: ['K'] },
];

/** The part of a keyboard event that decides. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** How a press is written in the list; null for one that is never in it. */
export function comboOf(press: Press): string | null {
  // With Shift, WebKitGTK does not say which key it is.
  if (press.code === 'Tab') return [press.ctrlKey || press.metaKey ? 'Ctrl' : '', press.altKey ? 'Alt' : '', press.shiftKey ? 'Shift' : '', 'Tab'].filter(Boolean).join('+');
  if (press.key === 'Dead' || press.key === 'Process' || press.key === 'Unidentified') return null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code);
  const ctrl = press.ctrlKey || press.metaKey;
  const parts: string[] = [];
  if (ctrl) parts.push('Ctrl');
  if (press.altKey) parts.push('Alt');
  // On some keyboards a digit wants Shift, and on others a sign above it does.
  const plain = !press.altKey && (!press.shiftKey || press.key === digit?.[1]);
  if (digit?.[1] && (ctrl || plain)) return [...parts, digit[1]].join('+');
  const single = [...press.key].length === 1;
  const letter = single && press.key.toUpperCase() !== press.key.toLowerCase();
  // A sign says itself which shift it took; a letter and a named key do not.
  if (press.shiftKey && (letter || !single || press.key === ' ')) parts.push('Shift');
  parts.push(letter ? press.key.toUpperCase() : press.key);
  return parts.join('+');
}

/** Under which name own keys of a command are kept. */
export const nameOf = ({ where, id }: Binding): string => `${where}.${id}`;

/** The keys of a command as they are now. */
export const combosOf = (binding: Binding): string[] => own.combos[nameOf(binding)] ?? binding.combos;

let known: { combos: unknown; commands: Map<string, string> } | null = null;

/** All commands by place and combo; made anew when keys were chosen. */
function commands(): Map<string, string> {
  if (known?.combos !== own.combos) {
    const all = new Map<string, string>();
    for (const binding of BINDINGS) {
      for (const combo of combosOf(binding)) all.set(`${binding.where} ${combo}`, binding.id);
    }
    known = { combos: own.combos, commands: all };
  }
  return known.commands;
}

/** What a press means in a place; null when nothing. */
export function commandFor(where: Where, press: Press): string | null {
  const combo = comboOf(press);
  return combo === null ? null : (commands().get(`${where} ${combo}`) ?? null);
}

/** What the page itself does with its keys. */
const OF_THE_PAGE = ['copy', 'paste', 'tick-change'];

/** Families of keys, those that end typing and those of the page stay as they are. */
export const isChangeable = (binding: Binding): boolean =>
  binding.shown === undefined && binding.where !== 'editing' && !OF_THE_PAGE.includes(binding.id);

/** Keys by which one moves between parts of the window, whatever is chosen. */
const RESERVED = new Set(['Escape', 'Tab', 'Shift+Tab', 'F6', 'Shift+F6', 'Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/** Why a command may not have a combo: it is kept for moving, it is a sign that is typed, or another has it. */
export function objection(binding: Binding, combo: string): 'reserved' | 'typed' | Binding | null {
  if (RESERVED.has(combo)) return 'reserved';
  const typed = [...combo.replace(/^Shift\+(?=.)/, '')].length === 1;
  if (typed && (binding.where === 'anywhere' || binding.where === 'grid')) return 'typed';
  const meets = (other: Binding): boolean => other.where === binding.where || other.where === 'anywhere' || binding.where === 'anywhere';
  return BINDINGS.find((other) => other !== binding && meets(other) && combosOf(other).includes(combo)) ?? null;
}

/** Whether keys typed here are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  if (target.dataset.resting !== undefined) return false;
  return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'keys-space',
  ContextMenu: 'Menu',
};

/** The caps of a combo for the sheet. A cap starting with `keys-` is a text key. */
export function caps(combo: string): string[] {
  // The last part may be the plus sign itself.
  return (combo.endsWith('++') ? [...combo.slice(0, -2).split('+'), '+'] : combo.split('+')).map((part) => NAMES[part] ?? part);
}

/** The keys of a command, for beside its name. */
export function keysFor(id: string): string {
  const binding = BINDINGS.find((other) => other.id === id);
  const combo = binding && combosOf(binding)[0];
  return combo ? caps(combo).join('+') : '';
}
