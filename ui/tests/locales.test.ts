import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reasonsFor } from '../src/codes';
import { BINDINGS } from '../src/keys/registry';
import { format, has, LANGUAGES } from '../src/i18n/bundles';
import { FIELDS } from '../src/features/record/fields';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Entry {
  file: string;
  variables: Set<string>;
}

/** Keys with their variables, as they stand in the files. */
function entries(language: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const file of readdirSync(`${root}/locales/${language}`)) {
    // The command line's own texts are its own to check.
    if (file === 'cli.ftl') continue;
    const text = readFileSync(`${root}/locales/${language}/${file}`, 'utf8');
    for (const block of text.split(/\n(?=[a-zA-Z])/)) {
      const key = /^([a-zA-Z][\w-]*) =/.exec(block)?.[1];
      if (!key) continue;
      expect(found.has(key), `${language}: ${key} stands twice`).toBe(false);
      const variables = new Set([...block.matchAll(/\$([\w-]+)/g)].map((match) => match[1] ?? ''));
      found.set(key, { file, variables });
    }
  }
  return found;
}

const all = new Map(LANGUAGES.map((language) => [language, entries(language)]));
const english = all.get('en') ?? new Map<string, Entry>();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(`${root}/ui/src`);
const rust = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

describe('texts', () => {
  it.each(['nl', 'fr'] as const)('%s has the keys and variables of English', (language) => {
    const mine = all.get(language) ?? new Map<string, Entry>();
    expect([...mine.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, { variables }] of english) {
      expect([...(mine.get(key)?.variables ?? [])].sort(), key).toEqual([...variables].sort());
    }
  });

  it('begins each key with the name of its file', () => {
    for (const [key, { file }] of english) expect(`${key.split('-')[0]}.ftl`, key).toBe(file);
  });

  it.each(LANGUAGES)('has no text in %s that does not parse', (language) => {
    for (const [key, { variables }] of all.get(language) ?? []) {
      const args = Object.fromEntries([...variables].map((name) => [name, 3]));
      expect(format(language, key, args), key).not.toMatch(/^$|\{|\?\?\?/);
    }
  });

  it('has every key that the window asks for', () => {
    const asked = code.flatMap((text) => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''));
    const either = code.flatMap((text) => [...text.matchAll(/'((?:offers|sites|contacts)-[a-z-]+)'/g)].map((match) => match[1] ?? ''));
    expect(asked.length).toBeGreaterThan(150);
    for (const key of [...asked, ...either]) expect(has('en', key), key).toBe(true);
  });

  it('has every error, finding, field, state and key of the program', () => {
    const errors = [...rust('crates/protocol/src/error.rs').matchAll(/^ {4}\w+ = "([a-z-]+)";/gm)].map((m) => `error-${m[1]}`);
    const findingEnum = /FindingCode, "finding code" \{([\s\S]*?)\n {4}\}/.exec(rust('crates/domain/src/validate/mod.rs'))?.[1] ?? '';
    const findings = [...findingEnum.matchAll(/= "([a-z-]+)"/g)].map((m) => `finding-${m[1]}`);
    expect(errors.length).toBeGreaterThan(30);
    expect(findings.length).toBeGreaterThan(25);
    const fields = [...rust('crates/domain/src/field.rs').matchAll(/\bf\(\s*"([\w.]+)"/g)].map((m) => `field-${(m[1] ?? '').replaceAll('.', '-')}`);
    expect(fields.length).toBeGreaterThan(30);
    const words = Object.values(FIELDS).flatMap((list) => list.map((field) => `field-${field.name.replaceAll('.', '-')}`));
    const states = [...rust('crates/protocol/src/command/mod.rs').matchAll(/^ {8}\w+ = "(clean|changed|waiting|invalid|conflict|refused|removed)"/gm)];
    const keys = BINDINGS.map((binding) => `keys-${binding.id}`);
    for (const key of [...errors, ...findings, ...fields, ...words, ...states.map((m) => `state-${m[1]}`), ...keys]) {
      expect(has('en', key), key).toBe(true);
    }
  });

  it('has a text for every note that can be written with a reason, in each language', () => {
    for (const verdict of ['remove', 'ask'] as const) {
      for (const { code } of reasonsFor(verdict)) {
        for (const language of LANGUAGES) {
          const text = format(language, `template-${verdict}-${code}`, { name: '{name}', institution: '{institution}' });
          expect(text, code).toMatch(/\{(name|institution)\}/);
        }
      }
    }
  });

  it('gives the key itself where nobody has a text, and counts in words', () => {
    expect(format('nl', 'no-such-key')).toBe('no-such-key');
    expect(format('nl', 'shell-conflicts', { count: 1 })).toBe('1 conflict');
    expect(format('nl', 'shell-conflicts', { count: 3 })).toBe('3 conflicten');
    expect(format('fr', 'shell-rows', { count: 10116 })).toMatch(/^10\s116 fiches$/u);
  });

  it.each(LANGUAGES)('tells in %s what a push did or would do, and nothing of none', (language) => {
    const told = new Set<string>();
    for (const sent of [0, 7]) {
      for (const unanswered of [0, 8]) {
        for (const left of [0, 9]) {
          const text = format(language, 'outcome-stopped', { sent, unanswered, left });
          expect(text).not.toMatch(/\b0\b/);
          if (sent && (unanswered || left)) expect(text).toContain('7');
          if (unanswered) expect(text).toContain('8');
          if (left && (sent || unanswered)) expect(text).toContain('9');
          told.add(text);
        }
      }
    }
    // Nothing sent is one thing, whatever is left.
    expect(told.size).toBe(7);
    for (const [updates, removals] of [
      [0, 9],
      [7, 0],
      [7, 9],
      [1, 1],
    ] as const) {
      const text = format(language, 'changes-confirm', { updates, removals });
      expect(text).not.toMatch(/\b0\b|\s\.|\s\s/);
      for (const count of [updates, removals]) if (count) expect(text).toContain(String(count));
    }
  });
});
