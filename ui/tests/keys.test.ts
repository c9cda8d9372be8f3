import { describe, expect, it } from 'vitest';
import { BINDINGS, commandFor, comboOf, type Press } from '../src/keys/registry';

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

  it('leaves dead keys and input methods alone', () => {
    expect(comboOf(press('Dead'))).toBeNull();
    expect(comboOf(press('Process'))).toBeNull();
  });
});
