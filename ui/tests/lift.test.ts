import { expect, it } from 'vitest';
import { lifted } from '../src/components/lift';

const own = { left: 400, right: 800, top: 710, bottom: 756 };

it('leaves a message at the foot where nothing is beneath it', () => {
  expect(lifted(44, 800, own, [])).toBe(44);
  expect(lifted(44, 800, own, [{ left: 300, right: 500, top: 600, bottom: 632 }])).toBe(44);
  // Beside it.
  expect(lifted(44, 800, own, [{ left: 100, right: 400, top: 720, bottom: 752 }])).toBe(44);
});

it('stands above a cell that it would cover, and above the words of that cell', () => {
  const cell = { left: 500, right: 700, top: 730, bottom: 762 };
  expect(lifted(44, 800, own, [cell])).toBe(78);
  const words = { left: 500, right: 700, top: 690, bottom: 730 };
  expect(lifted(44, 800, own, [words, cell])).toBe(118);
  expect(lifted(44, 800, own, [cell, words])).toBe(118);
});

it('stays at the foot of a window that has no room above', () => {
  expect(lifted(44, 800, own, [{ left: 500, right: 700, top: 20, bottom: 790 }])).toBe(44);
});
