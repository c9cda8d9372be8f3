// What a column of a spreadsheet can hold: the fields of `import/field.rs`,
// what reports call them, and the words and codes of each.

import { choosable, label, type ListName } from '../../codes';
import { fieldLabel, language, t } from '../../i18n/index.svelte';

interface ImportField {
  /** As choices and recipes name it. */
  name: string;
  /** Other names in reports, where the kind of file gives it one. */
  reported?: string[];
  /** The field of a record whose label it bears; else `import-field-<name>`. */
  record?: string;
  /** The codes that its values mean. */
  list?: ListName;
}

export const IMPORT_FIELDS: readonly ImportField[] = [
  { name: 'name', record: 'name' },
  { name: 'subject', record: 'subject' },
  { name: 'study_level', reported: ['study_levels'], record: 'studyLevel', list: 'levels' },
  { name: 'collaboration_forms', reported: ['collaboration_form'], record: 'collaborationForms', list: 'forms' },
  { name: 'study_domains', record: 'studyDomains', list: 'domains' },
  { name: 'languages', record: 'languages', list: 'languages' },
  { name: 'provinces', reported: ['province'], record: 'provinces', list: 'provinces' },
  { name: 'campuses', reported: ['entities', 'campus_name'], record: 'sites' },
  { name: 'specialisations', record: 'specialisations' },
  { name: 'contact_first_name' },
  { name: 'contact_name' },
  { name: 'contact_email' },
  { name: 'contact_phone' },
  { name: 'website', record: 'website' },
  { name: 'description', record: 'description' },
  { name: 'duration_months', record: 'durationMonths' },
  { name: 'published', reported: ['active'], record: 'published' },
  { name: 'valid_from', record: 'validFrom' },
  { name: 'updated_on' },
  { name: 'organisation', reported: ['org_name', 'org_code'], record: 'organisation' },
  { name: 'organisation_kind', reported: ['org_kind'], record: 'kind', list: 'kinds' },
  { name: 'municipality', record: 'municipality' },
  { name: 'postal_code', record: 'postalCode' },
  { name: 'id' },
  { name: 'revision' },
];

/** Fields without codes that tell what a new record is. */
const TOLD = new Set(['campuses', 'contact_email', 'municipality', 'postal_code']);

/** The field that a report speaks of. */
export function importField(reported: string): ImportField | undefined {
  return IMPORT_FIELDS.find((field) => field.name === reported || field.reported?.includes(reported));
}

export function importFieldLabel(reported: string): string {
  const field = importField(reported);
  if (!field) return reported;
  return field.record ? fieldLabel(field.record) : t(`import-field-${field.name}`);
}

/** The words of a column's target: a field, a field with the code that a mark adds, or nothing. */
export function targetLabel(target: string): string {
  if (target === '') return t('import-column-ignored');
  const [name = '', code] = target.split('=');
  if (code === undefined) return importFieldLabel(name);
  const list = importField(name)?.list;
  return `${importFieldLabel(name)}: ${list ? label(list, code, language()) : code}`;
}

/** The codes that a text of a field may mean. */
export function meanings(name: string, side: string): { value: string; text: string }[] {
  const list = importField(name)?.list;
  if (!list) return [];
  return choosable(list, side)
    .filter((code) => list !== 'levels' || code.default_active !== false)
    .map((code) => ({ value: code.code, text: code.labels[language()] }));
}

/** What a new record would hold, in few words: its codes, places and contact. */
export function details(fields: Record<string, unknown>, places: readonly { code: string; name: string }[]): string[] {
  const out: string[] = [];
  for (const field of IMPORT_FIELDS) {
    const told = field.list !== undefined || TOLD.has(field.name);
    const name = [field.name, ...(field.reported ?? [])].find((one) => one in fields);
    const value = name === undefined || !told ? null : fields[name];
    // The level stands beside the name.
    if (value === null || value === '' || name === 'study_level') continue;
    const { list } = field;
    const words = (Array.isArray(value) ? value : [value]).map((one) => {
      const code = String(one);
      return list ? label(list, code, language()) : (places.find((place) => place.code === code)?.name ?? code);
    });
    if (words.length > 0) out.push(words.join(', '));
  }
  return out;
}
