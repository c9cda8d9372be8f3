// The words in the search field of the top bar; they belong to one screen.

import type { Fault } from '../features/grid/terms';
import { nav, type Screen } from './nav.svelte';

const SEARCHED: Screen[] = ['offers', 'review', 'journal', 'messages', 'sites', 'contacts', 'accounts'];

class Search {
  text = $state('');
  /** What the list on screen cannot read in it. */
  fault = $state.raw<Fault | null>(null);

  set(text: string): void {
    this.text = text;
    // Searching from a screen without a list looks among the offers.
    if (text !== '' && !SEARCHED.includes(nav.screen)) nav.go('offers');
  }

  /** A term at the end is finished. */
  finish(): void {
    if (this.text !== '' && !this.text.endsWith(' ')) this.text += ' ';
  }

  clear(): void {
    this.text = '';
  }
}

export const search = new Search();
