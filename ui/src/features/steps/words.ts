// A step as people read it: what was done, to what.

import { label } from '../../codes';
import type { CellChange, EditReply, Operation, RecordType, StepName } from '../../generated/protocol';
import { fieldLabel, language, t } from '../../i18n/index.svelte';
import { spec } from '../record/fields';
import { members } from '../record/values';

function stepName(action: string): string {
  const key = `step-${action}`;
  const text = t(key);
  return text === key ? t('step-edit') : text;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);

export const stepTitle = ({ action }: Pick<StepName, 'action'>): string => capital(stepName(action));

/** The step in a sentence: “import of prijzen.xlsx”, “edit of Contact”. */
export function stepInWords(step: StepName): string {
  const of = stepDetail(step);
  return of === '' ? stepName(step.action) : t('step-of', { step: stepName(step.action), of });
}

const names = (fields: readonly string[]): string => fields.map(fieldLabel).join(', ');

function member(type: RecordType | null, field: string, value: string): string {
  const known = type && spec(type, field);
  return known?.list ? label(known.list, value, language()) : value;
}

/** What the step was about, in a few words; '' when its name says it all. */
export function stepDetail({ detail }: Pick<StepName, 'detail'>): string {
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

/** A set as it would be had a step not been: what came goes, what went comes. */
export const withoutStep = (now: unknown, { before, after }: Pick<CellChange, 'before' | 'after'>): string[] =>
  [...new Set([...members(now).filter((member) => !members(after).includes(member)), ...members(before)])].sort();

const told = (reply: EditReply): { what: string; count: number; name: string } => ({
  what: stepInWords(reply),
  count: reply.changed,
  name: reply.heading || 'none',
});

/** What undo would do now, and redo, for a menu. */
export function undoDoes(next: StepName | null): string {
  return next?.action === 'discard' ? t('step-undo-discard') : t('step-undo-do', { what: next ? stepInWords(next) : 'none' });
}

export const redoDoes = (next: StepName | null): string => t('step-redo-do', { what: next ? stepInWords(next) : 'none' });

/**
 * What taking a step back did: what was sent already waits to be sent anew, if it can be.
 * `takenBack`: a push was taken back last, and nothing was edited since.
 */
export function undone(reply: EditReply, takenBack = false): string {
  if (reply.changed > 0 && reply.action === 'discard') return t('step-discard-undone', { count: reply.changed });
  if (reply.changed === 0) return reply.kept > 0 ? t('step-undo-kept', { what: capital(stepInWords(reply)), count: reply.kept }) : t(takenBack ? 'step-nothing-to-undo-push' : 'step-nothing-to-undo');
  if (reply.waits === 0) return t('step-undone', told(reply));
  const kept = reply.kept > 0 ? ` ${t('step-undo-stay', { count: reply.kept })}` : '';
  const key = reply.invalid > 0 ? 'step-undone-stuck' : 'step-undone-sent';
  return t(key, { what: stepInWords(reply), count: reply.waits, invalid: reply.invalid }) + kept;
}

export const redone = (reply: EditReply): string => (reply.changed === 0 ? t('step-nothing-to-redo') : t('step-redone', told(reply)));
