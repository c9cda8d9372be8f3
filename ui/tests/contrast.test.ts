import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');

function tokens(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

const [lightBlock = '', darkBlock = ''] = css.split(":root[data-theme='dark']");
const themes = { light: tokens(lightBlock), dark: tokens(darkBlock) };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: [string, string[]][] = [
  ['text', ['canvas', 'surface', 'sunken', 'sel', 'hover', 'changed-bg', 'invalid-bg', 'conflict-bg', 'ok-bg']],
  ['muted', ['canvas', 'surface', 'sunken', 'sel', 'hover']],
  ['accent', ['surface', 'canvas', 'sel']],
  ['accent-text', ['accent']],
  ['changed', ['changed-bg', 'surface', 'sel']],
  ['invalid', ['invalid-bg', 'surface', 'sel']],
  ['conflict', ['conflict-bg', 'surface', 'sel']],
  ['ok', ['ok-bg', 'surface', 'sel']],
];

describe.each(Object.entries(themes))('%s theme', (_, theme) => {
  const colour = (name: string): string => theme[name] ?? expect.fail(`no token --${name}`);

  it.each(TEXT.flatMap(([front, backs]) => backs.map((back) => [front, back])))('%s on %s is legible', (front, back) => {
    expect(contrast(colour(front ?? ''), colour(back ?? ''))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['surface', 'canvas', 'sunken'])('borders and focus marks stand out from %s', (back) => {
    expect(contrast(colour('control'), colour(back))).toBeGreaterThanOrEqual(3);
    expect(contrast(colour('accent'), colour(back))).toBeGreaterThanOrEqual(3);
  });
});
