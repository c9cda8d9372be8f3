// Who is here, what they may do, and how they like to see it.

import type { Action, EnterKey, Language, Session, TabKey } from '../generated/protocol';
import { call, asClientError } from '../host';
import { own } from '../keys/own.svelte';
import { setLanguage, setSide, systemLanguage } from '../i18n/index.svelte';
import { toasts } from './toasts.svelte';

export type Theme = 'system' | 'light' | 'dark';

class SessionState {
  current = $state<Session | null>(null);
  /** Shown once, after the cache was made. */
  recoveryCode = $state<string | null>(null);
  /** Where a copy lies that was put aside just now. */
  setAside = $state<string | null>(null);
  #dark = window.matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#dark.addEventListener('change', () => this.#applyTheme());
  }

  async load(): Promise<void> {
    this.take(await call('session', {}));
  }

  take(session: Session): void {
    this.current = session;
    setSide(session.account?.side ?? '');
    setLanguage(session.preferences.language ?? systemLanguage());
    own.combos = session.preferences.keys ?? {};
    this.#applyTheme();
  }

  get account() {
    return this.current?.account ?? null;
  }

  get side(): string {
    return this.account?.side ?? '';
  }

  get reviewer(): boolean {
    return this.may('offer.remove');
  }

  may(action: Action): boolean {
    return this.current?.rights[action] === 'allow';
  }

  sees(action: Action): boolean {
    const grant = this.current?.rights[action];
    return grant === 'allow' || grant === 'view';
  }

  get theme(): Theme {
    const theme = this.current?.preferences.theme;
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  }

  /** How large the window draws, in percent. */
  get zoom(): number {
    return this.current?.preferences.zoom ?? 100;
  }

  /** What Tab does in a list: leads out of it, or to the next cell. */
  get tab(): TabKey {
    return this.current?.preferences.tab ?? 'leaves';
  }

  /** Where Enter leads after a cell was written. */
  get enter(): EnterKey {
    return this.current?.preferences.enter ?? 'down';
  }

  async prefer(change: { language?: Language; theme?: Theme; zoom?: number; keys?: Record<string, string[]>; tab?: TabKey; enter?: EnterKey }): Promise<void> {
    const session = this.current;
    if (!session) {
      // The program has not started, and keeps nothing: the words follow all the same.
      if (change.language) setLanguage(change.language);
      return;
    }
    const preferences = { ...session.preferences, ...change };
    // The window follows at once; the program only keeps the choice.
    this.take({ ...session, preferences });
    try {
      await call('set_preferences', preferences);
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }

  #applyTheme(): void {
    const dark = this.theme === 'dark' || (this.theme === 'system' && this.#dark.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }
}

export const session = new SessionState();
