import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mailWhy, tally } from '../src/features/review/mails';
import { has } from '../src/i18n/bundles';

const rust = (path: string): string => readFileSync(fileURLToPath(new URL(`../../crates/service/src/${path}`, import.meta.url)), 'utf8');

/** The states of a mail, as the service names them. */
function states(): string[] {
  const listed = /NoticeState, "notice state" \{([\s\S]*?)\n {4}\}/.exec(rust('storage/mail.rs'))?.[1] ?? '';
  return [...listed.matchAll(/= "([a-z-]+)"/g)].map((match) => match[1] ?? '');
}

/** Why a mail is not sent, where that is no answer of a mail server. */
function whys(): string[] {
  const of = (path: string, pattern: RegExp): string[] => [...rust(path).matchAll(pattern)].map((match) => match[1] ?? '');
  return [
    ...of('mail/smtp.rs', /Trouble::\w+(?:\(_\))? => "([a-z-]+)"/g),
    ...of('mail/outbox.rs', /code = "([a-z-]+)"/g),
    ...of('mail/decided.rs', /WITHDRAWN: &str = "([a-z-]+)"/g),
  ];
}

describe('what became of mails', () => {
  it('is counted in every state that the service knows, and nothing is left out', () => {
    expect(states()).toHaveLength(6);
    const mails = states().flatMap((state, at) => Array.from({ length: at + 1 }, () => ({ state })));
    const counts = tally(mails);
    expect(Object.fromEntries(counts.map(({ state, count }) => [state, count]))).toEqual(Object.fromEntries(states().map((state, at) => [state, at + 1])));
    expect(tally([{ state: 'sent' }, { state: 'failed' }]).map(({ state }) => state)).toEqual(['failed', 'sent']);
    for (const state of states()) expect(has('en', `review-mail-${state}`), state).toBe(true);
  });

  it('is said in words, but for what a mail server answered', () => {
    expect(whys()).toHaveLength(9);
    const answer = mailWhy({ code: '550' });
    expect(answer).toContain('550');
    for (const code of whys()) {
      expect(has('en', `review-mail-why-${code}`), code).toBe(true);
      expect(mailWhy({ code })).not.toContain(code);
    }
    expect(mailWhy({})).toBe('');
  });
});
