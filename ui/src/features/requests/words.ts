// Words about requests that no text file holds.

import type { Language } from '../../generated/protocol';
import { LOCALE } from '../../i18n/bundles';

/** A country by its two letters, in the language of the window. */
export function countryName(code: string, language: Language): string {
  try {
    return new Intl.DisplayNames(LOCALE[language], { type: 'region' }).of(code || 'BE') ?? code;
  } catch {
    return code;
  }
}

/** A code for a new organisation, from the first letters of its name: something to begin with. */
export function codeFor(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .toUpperCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^A-Z0-9]/g, ''))
    .filter((word) => word !== '');
  const [first = ''] = words;
  return words.length > 2 ? words.map((word) => word[0]).join('').slice(0, 8) : first.slice(0, 12);
}
