import { describe, expect, it } from 'vitest';
import { items } from '../src/features/organisation/gaps';

const fields = { about: { nl: 'Tekst', fr: '  ' }, website: 'https://a.example', languages: { nl: true } };
const standing = (more: Partial<Parameters<typeof items>[0]> = {}): Record<string, string> =>
  Object.fromEntries(
    items({ fields, wrong: [], conflicts: [], sites: 2, contacts: 0, ...more }).map((item) => [item.name, item.standing]),
  );

describe('the gaps of a profile', () => {
  it('are what is empty', () => {
    expect(standing()).toEqual({
      'about.nl': 'there',
      'about.fr': 'missing',
      'about.en': 'missing',
      website: 'there',
      languages: 'there',
      sites: 'there',
      contacts: 'missing',
    });
  });

  it('are what is wrong, and first what others changed as well', () => {
    const now = standing({ wrong: ['about.nl', 'website'], conflicts: ['about.nl'] });
    expect(now['about.nl']).toBe('conflict');
    expect(now.website).toBe('wrong');
  });
});
