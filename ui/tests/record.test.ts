import { describe, expect, it } from 'vitest';
import { match, narrow } from '../src/components/options';
import { folded, wordDiff } from '../src/features/record/diff';
import { helpKey } from '../src/features/record/help';
import { fieldValueText } from '../src/features/record/show';
import { putAway } from '../src/features/record/standing';
import { dayOf, get, isDay, members, merge, put, putSet, same, today, writtenDay } from '../src/features/record/values';

describe('values', () => {
  it('has the day of Belgium, whatever clock the machine shows', () => {
    expect(today(new Date('2026-11-23T22:59:59Z'))).toBe('2026-11-23');
    expect(today(new Date('2026-11-23T23:00:00Z'))).toBe('2026-11-24');
    expect(today(new Date('2026-07-01T22:00:00Z'))).toBe('2026-07-02');
  });


  it('makes merge patches, member by member for sets', () => {
    expect(putSet('languages', ['nl', 'fr'], ['fr', 'en'])).toEqual({ languages: { nl: null, en: true } });
    expect(put('about.nl', 'Dag')).toEqual({ about: { nl: 'Dag' } });
    expect(put('website', '')).toEqual({ website: null });
    const fields = { about: { nl: 'a', fr: 'b' }, languages: { nl: true } };
    expect(merge(fields, { about: { fr: null }, languages: { en: true } })).toEqual({
      about: { nl: 'a' },
      languages: { nl: true, en: true },
    });
    expect(members(get({ languages: { nl: true, fr: null } }, 'languages'))).toEqual(['nl']);
    expect(same({}, null)).toBe(true);
  });
});

describe('choices', () => {
  const options = [
    { value: 'BE-VOV', text: 'Oost-Vlaanderen', words: ['Flandre orientale'] },
    { value: 'BE-WHT', text: 'Henegouwen', words: ['Hainaut'] },
    { value: 'BE-WLG', text: 'Luik', words: ['Liège'] },
  ];
  it('finds by beginning, other languages and without accents', () => {
    expect(narrow(options, 'o')[0]?.value).toBe('BE-VOV');
    expect(narrow(options, 'lieg').map((option) => option.value)).toEqual(['BE-WLG']);
    expect(match(options, ' HAINAUT ')?.value).toBe('BE-WHT');
    expect(match(options, 'WRONG')).toBeUndefined();
  });
});

describe('days', () => {
  it('are written as people here do, and kept as the service does', () => {
    expect(writtenDay('2026-02-01')).toBe('01/02/2026');
    expect(dayOf('1/2/2026')).toBe('2026-02-01');
    expect(dayOf('31.12.2026')).toBe('2026-12-31');
    expect(dayOf('next week')).toBe('next week');
    expect(['2026-12-31', '2026-02-30', 'next week', ''].map(isDay)).toEqual([true, false, false, false]);
  });
});

describe('diff', () => {
  it('shows words in and out, and gives both texts back', () => {
    const pieces = wordDiff('Advanced master rechten', 'Advanced master in de law');
    expect(pieces[0]).toEqual({ kind: 'same', text: 'Advanced master ' });
    expect(pieces.filter((p) => p.kind !== 'in').map((p) => p.text).join('')).toBe('Advanced master rechten');
    expect(pieces.filter((p) => p.kind !== 'out').map((p) => p.text).join('')).toBe('Advanced master in de law');
  });
  it('tells of a long text what was cut, however long it is', () => {
    const kept = 'Een zin die blijft. '.repeat(200);
    const pieces = wordDiff(`${kept}Wat vervalt.`, kept.trimEnd());
    expect(pieces.map(({ kind, text }) => [kind, text.trim()])).toEqual([
      ['same', kept.trim()],
      ['out', 'Wat vervalt.'],
    ]);
    const [same, out] = folded(pieces);
    expect(same?.text.length).toBeLessThan(100);
    expect(same?.text.startsWith(' […] ')).toBe(true);
    expect(out?.text.trim()).toBe('Wat vervalt.');
    expect(folded(wordDiff('kort', 'kort en goed'))).toEqual(wordDiff('kort', 'kort en goed'));
  });
});

describe('help', () => {
  it('changes the help of provinces with the form', () => {
    const fields = { subject: 'companyOffer', collaborationForms: { VISIT: true } };
    expect(helpKey('offer', 'provinces', fields)).toBe('offers-help-provinces-visit');
    expect(helpKey('offer', 'provinces', { ...fields, collaborationForms: { GUEST: true } })).toBe('offers-help-provinces-guest');
  });
});

describe('references', () => {
  it('are told by name, and never by an id', () => {
    const id = '019b76da-a800-796e-8ace-6bebac8fd9b4';
    expect(fieldValueText('contact', 'organisation', id, { [id]: 'KU Leuven' })).toBe('KU Leuven');
    expect(fieldValueText('contact', 'organisation', id, {})).not.toContain('019b');
    expect(fieldValueText('offer', 'sites', { [id]: true }, {})).not.toContain('019b');
    expect(fieldValueText('offer', 'sites', { 'nieuw@kul.example': true }, {})).toBe('nieuw@kul.example');
  });
});

describe('what was put away', () => {
  it('is told of every type', () => {
    expect(putAway({ type: 'offer', fields: { archived: true } })).toBe('archived');
    expect(putAway({ type: 'offer', fields: {} })).toBeNull();
    expect(putAway({ type: 'contact', fields: { retired: true } })).toBe('retired');
    expect(putAway({ type: 'site', fields: { retired: true } })).toBe('retired');
    expect(putAway({ type: 'organisation', fields: { status: 'archived' } })).toBe('archived');
  });
});
