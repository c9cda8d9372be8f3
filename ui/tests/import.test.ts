import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { IMPORT_FIELDS } from '../src/features/import/fields';
import { byFate, fate, FATES, rowNumbers, unclear, type ReportRow } from '../src/features/import/report';
import type { ImportReport } from '../src/generated/protocol';
import { has } from '../src/i18n/bundles';

const rust = (path: string): string => readFileSync(fileURLToPath(new URL(`../../crates/${path}`, import.meta.url)), 'utf8');

function row(number: number, status: string, more: Partial<ReportRow> = {}): ReportRow {
  return { source_row: number, status, fields: {}, warnings: [], errors: [], ...more };
}

function report(...rows: ReportRow[]): ImportReport {
  return { kind: 'institution_offers', detected: {}, rows: rows as unknown as ImportReport['rows'], summary: {} };
}

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
    expect(FATES.map((name) => fates[name].map((found) => found.source_row))).toEqual([[3], [2], [], [], [5], [6]]);
    expect(fate(row(7, 'skipped_blank'))).toBeNull();
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
    const steps = [...rust('exchange/src/import/plan.rs').matchAll(/^ {8}\w+ = "(\w+)",/gm)].map((found) => `import-fate-${found[1]}`);
    expect(steps.length).toBe(FATES.length);
    for (const key of [...remarks, ...labels, ...steps, ...names(kinds).map((kind) => `import-kind-${kind}`)]) expect(has('en', key), key).toBe(true);
  });
});
