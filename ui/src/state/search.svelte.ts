// The words in the search field of the top bar; they belong to one screen.

import { nav, type Screen } from './nav.svelte';

const SEARCHED: Screen[] = ['offers', 'review', 'sites', 'contacts', 'accounts'];

class Search {
  text = $state('');

  set(text: string): void {
    this.text = text;
    // Searching from a screen without a list looks among the offers.
    if (text !== '' && !SEARCHED.includes(nav.screen)) nav.go('offers');
  }

  clear(): void {
    this.text = '';
  }
}

export const search = new Search();
