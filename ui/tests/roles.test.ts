import { beforeAll, describe, expect, it, vi } from 'vitest';
import roles from '../../crates/domain/codes/roles.json';
import type { Session } from '../src/generated/protocol';
import type { Screen } from '../src/state/nav.svelte';

/** What only some may open, with the right that it takes. */
const GUARDED: [Screen, string][] = [
  ['review', 'offer.remove'],
  ['journal', 'offer.remove'],
  ['requests', 'accountRequest.decide'],
];

let screens: (side: string, rights: Record<string, string>) => Screen[];

beforeAll(async () => {
  vi.stubGlobal('window', { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) });
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  const { session } = await import('../src/state/session.svelte');
  const { nav } = await import('../src/state/nav.svelte');
  screens = (side, rights) => {
    session.current = { account: { side }, rights } as unknown as Session;
    return nav.screens;
  };
});

describe('the entries of the desk', () => {
  it.each(roles.roles.map((role) => [`${role.side} ${role.code}`, role] as const))('are what %s may do', (_, role) => {
    const shown = screens(role.side, role.rights);
    for (const [screen, right] of GUARDED) {
      const allowed = (role.rights as Record<string, string>)[right] === 'allow';
      expect(shown.includes(screen), screen).toBe(allowed);
    }
    // Whoever gets questions has a list of them, whoever asks has the journal.
    expect(shown.includes('messages')).toBe(!shown.includes('journal'));
  });
});
