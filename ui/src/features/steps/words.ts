// A step as people read it: what was done, to what.

import { label } from '../../codes';
import type { Operation, RecordType, StepEntry } from '../../generated/protocol';
import { fieldLabel, language, t } from '../../i18n/index.svelte';
import { stepName } from '../../state/edits.svelte';
import { spec } from '../record/fields';

export function stepTitle({ action }: StepEntry): string {
  const name = stepName(action);
  return name.charAt(0).toLocaleUpperCase(language()) + name.slice(1);
}

const names = (fields: readonly string[]): string => fields.map(fieldLabel).join(', ');

function member(type: RecordType | null, field: string, value: string): string {
  const known = type && spec(type, field);
  return known?.list ? label(known.list, value, language()) : value;
}

/** What the step was about, in a few words; '' when its name says it all. */
export function stepDetail({ detail }: StepEntry): string {
  if (detail.source) return detail.source.file;
  return detail.operation ? about(detail.type ?? null, detail.operation) : '';
}

function about(type: RecordType | null, operation: Operation): string {
  switch (operation.op) {
    case 'change': {
      const sets = [
        ...Object.entries(operation.add ?? {}).map(([field, values]) => `${fieldLabel(field)}: + ${values.map((v) => member(type, field, v)).join(', ')}`),
        ...Object.entries(operation.remove ?? {}).map(([field, values]) => `${fieldLabel(field)}: − ${values.map((v) => member(type, field, v)).join(', ')}`),
      ];
      const set = Object.keys(operation.set ?? {});
      const cleared = operation.clear ?? [];
      return [set.length > 0 ? names(set) : '', ...sets, cleared.length > 0 ? `${names(cleared)}: ${t('value-empty')}` : ''].filter(Boolean).join('; ');
    }
    case 'replace':
      return `${t('common-quoted', { text: operation.find })} → ${t('common-quoted', { text: operation.with })} (${names(operation.fields)})`;
    case 'text':
    case 'fill':
    case 'paste':
      return names(operation.fields);
    case 'move':
      return `${fieldLabel(operation.from)} → ${fieldLabel(operation.to)}`;
    case 'rollOver':
      return `+ ${operation.years}`;
    case 'fix':
      return operation.field ? fieldLabel(operation.field) : '';
    default:
      return '';
  }
}
