import { describe, expect, it } from 'vitest';
import { own } from '../src/keys/own.svelte';
import { BINDINGS, caps, commandFor, comboOf, isChangeable, keysFor, objection, type Binding, type Press } from '../src/keys/registry';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('key registry', () => {
  it('gives no combo two meanings in one place', () => {
    const seen = new Set<string>();
    for (const { where, combos } of BINDINGS) {
      for (const combo of combos) {
        expect(seen.has(`${where} ${combo}`), `${where} ${combo}`).toBe(false);
        seen.add(`${where} ${combo}`);
      }
    }
  });

  it('finds digits by position, as a Belgian keyboard needs', () => {
    expect(commandFor('anywhere', press('&', { code: 'Digit1', ctrlKey: true }))).toBe('screen');
    expect(commandFor('anywhere', press('1', { code: 'Digit1' }))).toBeNull();
  });

  it('finds letters and signs by what they write', () => {
    expect(commandFor('anywhere', press('Z', { ctrlKey: true, shiftKey: true }))).toBe('redo');
    expect(commandFor('anywhere', press('z', { ctrlKey: true }))).toBe('undo');
    expect(commandFor('anywhere', press('/', { code: 'Period', shiftKey: true }))).toBe('search');
    expect(commandFor('anywhere', press('?', { shiftKey: true }))).toBe('sheet');
    expect(commandFor('review', press('a'))).toBe('keep');
    expect(commandFor('review', press('a', { ctrlKey: true }))).toBeNull();
    expect(commandFor('grid', press(' ', { shiftKey: true }))).toBe('select-row');
  });

  it('knows Tab with Shift, which WebKitGTK names by its place alone', () => {
    expect(commandFor('editing', press('Unidentified', { code: 'Tab', shiftKey: true }))).toBe('commit-left');
    expect(commandFor('editing', press('Tab', { code: 'Tab' }))).toBe('commit-right');
  });

  it('leaves dead keys and input methods alone', () => {
    expect(comboOf(press('Dead'))).toBeNull();
    expect(comboOf(press('Process'))).toBeNull();
  });

  const binding = (id: string, where = 'anywhere'): Binding => {
    const found = BINDINGS.find((one) => one.id === id && one.where === where);
    if (!found) throw new Error(id);
    return found;
  };

  it('takes own keys in place of those it came with', () => {
    own.combos = { 'anywhere.bulk': ['Alt+B'], 'grid.fill-down': [] };
    expect(commandFor('anywhere', press('b', { altKey: true }))).toBe('bulk');
    expect(commandFor('anywhere', press('E', { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(commandFor('grid', press('d', { ctrlKey: true }))).toBeNull();
    expect(keysFor('bulk')).toBe('Alt+B');
    own.combos = {};
    expect(commandFor('grid', press('d', { ctrlKey: true }))).toBe('fill-down');
  });

  it('refuses keys that move, that type and that others have', () => {
    expect(objection(binding('bulk'), 'Tab')).toBe('reserved');
    expect(objection(binding('bulk'), 'B')).toBe('typed');
    expect(objection(binding('bulk'), 'Shift+B')).toBe('typed');
    expect(objection(binding('bulk'), 'Ctrl+D')).toBe(binding('fill-down', 'grid'));
    expect(objection(binding('fill-down', 'grid'), 'Ctrl+S')).toBe(binding('changes'));
    expect(objection(binding('keep', 'review'), 'Z')).toBeNull();
    expect(objection(binding('bulk'), 'Alt+B')).toBeNull();
    expect(BINDINGS.filter(isChangeable).every((one) => one.where !== 'editing')).toBe(true);
  });

  it('zooms by whatever key writes plus, minus and nought', () => {
    expect(commandFor('anywhere', press('+', { ctrlKey: true, shiftKey: true }))).toBe('zoom-in');
    expect(commandFor('anywhere', press('=', { ctrlKey: true, code: 'Equal' }))).toBe('zoom-in');
    expect(commandFor('anywhere', press('-', { ctrlKey: true }))).toBe('zoom-out');
    expect(commandFor('anywhere', press('à', { ctrlKey: true, code: 'Digit0' }))).toBe('zoom-none');
    expect(caps('Ctrl++')).toEqual(['Ctrl', '+']);
  });
});
