// Loads the Fluent files that the Rust side compiles in as well.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { Language } from '../generated/protocol';

export const LANGUAGES: readonly Language[] = ['nl', 'fr', 'en'];

/** The locale whose dates and numbers a language of the product uses. */
export const LOCALE: Record<Language, string> = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' };

const sources = import.meta.glob<string>(['../../../locales/*/*.ftl', '!**/cli.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const bundles = new Map<Language, FluentBundle>();

function bundle(language: Language): FluentBundle {
  let found = bundles.get(language);
  if (!found) {
    found = new FluentBundle(LOCALE[language], { useIsolating: false });
    for (const [path, text] of Object.entries(sources)) {
      if (path.includes(`/${language}/`)) found.addResource(new FluentResource(text));
    }
    bundles.set(language, found);
  }
  return found;
}

/** The sentence in the language, else in English, else the key itself. */
export function format(language: Language, key: string, args?: Record<string, FluentVariable>): string {
  for (const candidate of [language, 'en'] as const) {
    const found = bundle(candidate);
    const message = found.getMessage(key);
    if (message?.value) return found.formatPattern(message.value, args, []);
  }
  return key;
}

/** Whether the language has a sentence under this key. */
export function has(language: Language, key: string): boolean {
  return bundle(language).hasMessage(key);
}
