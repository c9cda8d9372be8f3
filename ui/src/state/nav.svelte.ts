// Which screen is open, and which record it should show.

import type { RecordRef } from '../generated/protocol';
import { session } from './session.svelte';
import { setReady } from './ready';

export type Screen =
  | 'offers'
  | 'review'
  | 'journal'
  | 'requests'
  | 'messages'
  | 'changes'
  | 'conflicts'
  | 'sync'
  | 'organisation'
  | 'sites'
  | 'contacts'
  | 'accounts'
  | 'settings';

class Nav {
  screen = $state<Screen>('offers');
  /** A record that the screen should open when it comes up. */
  target = $state<RecordRef | null>(null);
  /** The field of it that the screen should go to, and why. */
  cell = $state.raw<{ field: string; reason: () => string } | null>(null);
  /** A push that the list of what was sent should open. */
  push = $state<string | null>(null);

  /** The screens of this account, in the order of Ctrl+1…9. */
  get screens(): Screen[] {
    const all: Screen[] = ['offers'];
    if (session.reviewer) all.push('review');
    if (session.may('accountRequest.decide')) all.unshift('requests');
    all.push('changes', 'conflicts', 'sync', 'organisation', 'sites', 'contacts');
    all.push(session.reviewer ? 'journal' : 'messages');
    if (session.sees('accounts.view') && !session.reviewer) all.push('accounts');
    all.push('settings');
    return all;
  }

  go(screen: Screen, target: RecordRef | null = null): void {
    if (!this.screens.includes(screen)) return;
    this.target = target;
    this.cell = null;
    if (this.screen === screen) return;
    setReady(false);
    this.screen = screen;
  }

  /** Opens a push in the list of what was sent. */
  openPush(push: string): void {
    this.push = push;
    this.go('sync');
  }

  /** Opens a record at the field that has to be put right. */
  fix(record: RecordRef, field: string, reason: () => string): void {
    this.open(record);
    this.cell = { field, reason };
  }

  /** Opens a record where it lives. */
  open(record: RecordRef): void {
    const screens: Partial<Record<RecordRef['type'], Screen>> = {
      offer: 'offers',
      site: 'sites',
      contact: 'contacts',
      organisation: 'organisation',
      account: 'accounts',
    };
    const screen = screens[record.type];
    if (screen) this.go(screen, record);
  }
}

export const nav = new Nav();
