import { describe, expect, it } from 'vitest';
import { read, type Term } from '../src/features/grid/terms';

const TERMS: Term[] = [
  {
    field: 'status',
    names: ['status', 'Status'],
    shape: 'values',
    options: [
      { value: 'published', text: 'Gepubliceerd' },
      { value: 'draft', text: 'Ontwerp' },
    ],
  },
  {
    field: 'studyLevel',
    names: ['studyLevel', 'Niveau'],
    shape: 'values',
    options: [
      { value: 'PBA', text: 'Professionele bachelor', words: ['Bachelier professionnalisant'] },
      { value: 'MA', text: 'Master' },
      { value: 'MNM', text: 'Master na master' },
    ],
  },
  { field: 'durationMonths', names: ['durationMonths', 'Duur'], shape: 'number', options: [] },
  { field: 'organisation', names: ['organisation', 'Organisatie'], shape: 'values', options: [] },
];
const typed = (text: string) => read(text, TERMS);

describe('the search field', () => {
  it('makes filters of finished terms and keeps the words', () => {
    expect(typed('status:draft duur>12 "bio chemie" x')).toEqual({
      words: 'bio chemie x',
      filters: [
        { field: 'status', values: ['draft'] },
        { field: 'durationMonths', values: ['>12'] },
      ],
      rest: '"bio chemie" x',
      fault: null,
    });
    expect(typed('Niveau:ma,"professionele bachelor" ').filters).toEqual([{ field: 'studyLevel', values: ['MA', 'PBA'] }]);
    expect(typed('organisatie:HOGENT ').filters).toEqual([{ field: 'organisation', values: ['HOGENT'] }]);
  });

  it('waits for the end of a term, and takes nothing as no value', () => {
    expect(typed('bio status:dra')).toEqual({ words: 'bio', filters: [], rest: 'bio status:dra', fault: null });
    expect(typed('niveau:"" x').filters).toEqual([{ field: 'studyLevel', values: [''] }]);
    expect(typed('Robotica: niveau: x')).toMatchObject({ words: 'Robotica: niveau: x', filters: [], fault: null });
    expect(typed('duur>2026-05 ').fault).toMatchObject({ kind: 'value' });
  });

  it('names what is nearest to a field or value that is not there', () => {
    const field = typed('stauts:draft x');
    expect(field.fault).toMatchObject({ typed: 'stauts', kind: 'field', nearest: 'Status', mended: 'status:draft x' });
    expect(field.words).toBe('x');
    expect(field.filters).toEqual([]);
    const value = typed('status:ontwrep ');
    expect(value.fault).toMatchObject({ typed: 'ontwrep', kind: 'value', label: 'Status', nearest: 'Ontwerp' });
    expect(typed(value.fault?.mended ?? '').filters).toEqual([{ field: 'status', values: ['draft'] }]);
    expect(typed('status>3 ').fault).toMatchObject({ kind: 'field', nearest: 'Duur' });
    expect(typed('duur:lang ').fault).toMatchObject({ kind: 'value', typed: 'lang' });
  });

  it('leaves addresses and single words alone', () => {
    expect(typed('https://x.example/a bio')).toMatchObject({ words: 'https://x.example/a bio', filters: [], fault: null });
    expect(typed('c++ ')).toMatchObject({ words: 'c++', fault: null });
  });
});
