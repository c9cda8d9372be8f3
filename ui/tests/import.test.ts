import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { IMPORT_FIELDS } from '../src/features/import/fields';
import { fixes, given, kinds } from '../src/features/import/decide';
import { byFate, fate, FATES, NEW_CONTACT, rowNumbers, unclear, under, type ReportRow } from '../src/features/import/report';
import type { ImportReport } from '../src/generated/protocol';
import { has } from '../src/i18n/bundles';

const rust = (path: string): string => readFileSync(fileURLToPath(new URL(`../../crates/${path}`, import.meta.url)), 'utf8');

function row(number: number, status: string, more: Partial<ReportRow> = {}): ReportRow {
  return { source_row: number, status, fields: {}, warnings: [], errors: [], ...more };
}

function report(...rows: ReportRow[]): ImportReport {
  return { kind: 'institution_offers', detected: {}, rows: rows as unknown as ImportReport['rows'], summary: {} };
}

describe('a row about an offer in the archive', () => {
  it('takes it out, unless it is said to be a new one', () => {
    const asleep = row(2, 'accepted', { action: 'changed', warnings: [{ code: 'W_ARCHIVED', field: 'name', value: '' }] });
    expect(kinds(asleep, asleep, null, 'offer', {}).map(({ value }) => value)).toEqual(['new']);
    expect(kinds(row(3, 'accepted'), row(3, 'accepted'), null, 'offer', {})).toEqual([]);
  });
});

describe('the report of an import', () => {
  it('puts each row where it belongs, and an empty one nowhere', () => {
    const fates = byFate(
      report(
        row(2, 'accepted', { action: 'changed' }),
        row(3, 'accepted_with_warnings'),
        row(4, 'skipped_blank'),
        row(5, 'accepted', { action: 'needs_decision' }),
        row(6, 'rejected'),
      ),
    );
    expect(FATES.map((name) => fates[name].map((found) => found.source_row))).toEqual([[3], [2], [], [], [5], [6], []]);
    expect(fate(row(7, 'skipped_blank'))).toBeNull();
  });

  it('shows a row where it belongs now, and where somebody decided about it', () => {
    const found = report(row(2, 'accepted', { action: 'added' }), row(3, 'accepted', { action: 'added' }), row(4, 'needs_decision'));
    const first = new Map([[3, { fate: 'needs_decision' as const }]]);
    const shown = (tab: (typeof FATES)[number]): number[] => under(found, tab, first).map((one) => one.source_row);
    expect(shown('added')).toEqual([2, 3]);
    expect(shown('needs_decision')).toEqual([3, 4]);
    for (const tab of FATES) {
      for (const one of byFate(found)[tab]) expect(shown(tab)).toContain(one.source_row);
    }
  });

  it('names every unclear text once with its cells, and keeps what was given a meaning', () => {
    const wrong = (value: string): ReportRow =>
      row(2, 'rejected', { errors: [{ code: 'E_UNKNOWN_PROVINCE', field: 'provinces', value }] });
    const level = row(3, 'needs_decision', { errors: [{ code: 'E_LEVEL_AMBIGUOUS', field: 'study_levels', value: 'Bachelor' }] });
    const found = unclear(report(wrong('Vlaanderen'), wrong(' Vlaanderen'), level, wrong('')), [
      { field: 'provinces', text: 'Kempen', code: 'E_UNKNOWN_PROVINCE', cells: 4 },
    ]);
    expect(found).toEqual([
      { field: 'provinces', text: 'Kempen', code: null, cells: 4 },
      { field: 'provinces', text: 'Vlaanderen', code: 'E_UNKNOWN_PROVINCE', cells: 2 },
      { field: 'study_level', text: 'Bachelor', code: 'E_LEVEL_AMBIGUOUS', cells: 1 },
    ]);
  });

  it('lists unknown campuses, rows without a contact and contacts to be made', () => {
    const asked = report(
      row(2, 'rejected', { errors: [{ code: 'E_NO_CONTACT', field: 'contact_email', value: '' }] }),
      row(3, 'accepted_with_warnings', { warnings: [{ code: 'W_UNKNOWN_CAMPUS', field: 'entities', value: 'Verweg' }] }),
      row(4, 'rejected', { errors: [{ code: 'E_REQUIRED', field: 'org_code', value: 'Een school' }] }),
      row(5, 'rejected', { errors: [{ code: 'E_REQUIRED', field: 'name', value: '?' }] }),
    );
    asked.summary = { new_contacts: [{ email: 'new@a.example', name: 'New', rows: 3 }] };
    expect(unclear(asked, [])).toEqual([
      { field: 'contact_email', text: '', code: 'E_NO_CONTACT', cells: 1 },
      { field: 'campuses', text: 'Verweg', code: 'W_UNKNOWN_CAMPUS', cells: 1 },
      { field: 'organisation', text: 'Een school', code: 'E_REQUIRED', cells: 1 },
      { field: 'contact_email', text: 'new@a.example', code: NEW_CONTACT, cells: 3 },
    ]);
  });

  it('offers for each wrong cell what it may say instead', () => {
    const known = { organisations: [{ code: 'S', name: 'School' }], sites: [], contacts: [{ organisation: 'S', email: 'a@s.example', name: 'A' }] };
    const first = row(2, 'rejected', {
      errors: [
        { code: 'E_LEVEL_AMBIGUOUS', field: 'study_level', value: 'Bachelor' },
        { code: 'E_NO_CONTACT', field: 'contact_email', value: '' },
        { code: 'E_UNKNOWN_PROVINCE', field: 'provinces', value: 'Vlaanderen' },
        { code: 'E_TEXT_TOO_LONG', field: 'description', value: 'long' },
        { code: 'E_SECONDARY_EXCLUDED', field: 'org_code', value: 'x' },
      ],
    });
    const found = fixes(first, first, 'institution', known);
    expect(found.map(({ field, open, long, everywhere }) => [field, open, long, everywhere])).toEqual([
      ['study_level', false, false, false],
      ['contact_email', true, false, false],
      ['provinces', false, false, true],
      ['description', true, true, false],
    ]);
    expect(found[0]?.options.some((one) => one.value === 'PBA')).toBe(true);
    expect(found[1]?.options).toEqual([{ value: 'a@s.example', text: 'A · a@s.example' }]);
  });

  it('says what a row may be only where that is not sure', () => {
    const several = row(2, 'accepted', { reason: 'several', candidates: [{ id: 'i1', fields: { name: 'Bouw', published: true } }] });
    const values = (first: ReportRow, now: ReportRow, decided: string | null): string[] => kinds(first, now, decided, 'offer', {}).map((one) => one.value);
    expect(values(several, several, null)).toEqual(['i1', 'new']);
    const repeats = row(3, 'duplicate', { duplicate_of: 2 });
    expect(values(repeats, repeats, null)).toEqual(['merge', 'new']);
    const changed = row(4, 'accepted', { reason: 'conflict' });
    expect(values(changed, changed, null)).toEqual([]);
    expect(values(changed, changed, 'leave')).toEqual([]);
    // What is decided about other rows may raise the question later; the answer stays a choice.
    const taken = row(4, 'accepted', { reason: 'taken', candidates: [{ id: 'i1', fields: { name: 'Bouw' } }] });
    expect(values(changed, taken, null)).toEqual(['i1', 'new']);
    expect(values(changed, row(4, 'accepted', { id: 'i1' }), 'i1')).toEqual(['i1', 'new']);
    expect(values(changed, row(4, 'accepted'), 'new')).toEqual(['new']);
  });

  it('reads the numbers of header rows', () => {
    expect(rowNumbers('3, 4')).toEqual([3, 4]);
    expect(rowNumbers(' ')).toEqual([]);
    expect(rowNumbers('one')).toBeNull();
    expect(rowNumbers('0')).toBeNull();
  });

  it('has a text for every remark, field and kind of the program', () => {
    const remarks = [...rust('exchange/src/import/report.rs').matchAll(/= "([EW]_[A-Z_]+)"/g)].map((found) => `remark-${found[1]}`);
    expect(remarks.length).toBeGreaterThan(40);
    const source = rust('exchange/src/import/field.rs');
    const [kinds = '', fields = ''] = [...source.matchAll(/text_enum! \{([\s\S]*?)\n\}/g)].map((found) => found[1]);
    const names = (text: string): string[] => [...text.matchAll(/= "(\w+)"/g)].map((found) => found[1] ?? '');
    expect(IMPORT_FIELDS.map((field) => field.name).sort()).toEqual(names(fields).filter((name) => name !== 'ignored').sort());
    const labels = IMPORT_FIELDS.map((field) => (field.record ? `field-${field.record}` : `import-field-${field.name}`));
    const [actions = '', reasons = ''] = [...rust('exchange/src/import/plan/mod.rs').matchAll(/text_enum! \{([\s\S]*?)\n\}/g)].map((found) => found[1]);
    const coded = (text: string, prefix: string): string[] => [...text.matchAll(/^ {8}\w+ = "([\w-]+)",/gm)].map((found) => `${prefix}-${found[1]}`);
    const steps = coded(actions, 'import-fate');
    expect(steps.length).toBe(FATES.length);
    for (const key of [...remarks, ...labels, ...steps, ...coded(reasons, 'import-reason'), ...names(kinds).map((kind) => `import-kind-${kind}`)]) expect(has('en', key), key).toBe(true);
  });
});

describe('a cell that was given a meaning', () => {
  it('is no open question in its row, whichever way it was given', () => {
    const level = { code: 'E_LEVEL_AMBIGUOUS', field: 'study_level', value: 'Bachelor' };
    const [cell] = fixes(row(2, 'needs_decision', { errors: [level] }), row(2, 'accepted'), 'institution', { organisations: [], sites: [], contacts: [] });
    if (!cell) throw new Error('a cell to fill in');
    const nothing = { row: null, fields: {}, values: {} };
    expect(given(cell, nothing, {})).toEqual({ text: '', everywhere: false });
    const meanings = { [cell.field]: { Bachelor: 'PROFESSIONAL_BACHELOR' } };
    expect(given(cell, nothing, meanings)).toEqual({ text: 'PROFESSIONAL_BACHELOR', everywhere: true });
    const own = { ...nothing, values: { [cell.field]: 'ACADEMIC_BACHELOR' } };
    expect(given(cell, own, meanings)).toEqual({ text: 'ACADEMIC_BACHELOR', everywhere: false });
  });
});
