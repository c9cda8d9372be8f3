// Rows that keep something from being sent, in the order of the list.

import type { PendingRecord, RecordType, RowState } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { fieldLabel, findingText, t } from '../../i18n/index.svelte';
import { toasts } from '../../state/toasts.svelte';
import { spec } from '../record/fields';
import { memberText } from '../record/show';
import type { RowSource } from './source.svelte';

export interface Problem {
  rank: number;
  id: string;
  /** The field that it is about, if it is one field. */
  field: string | null;
  reason: () => string;
}

const MOST = 500;
const STATES: RowState[] = ['invalid', 'conflict', 'refused'];

function describe(record: PendingRecord): Pick<Problem, 'field' | 'reason'> {
  const conflict = record.conflicts[0];
  if (conflict) {
    return { field: conflict.field, reason: () => t('changes-conflict', { field: fieldLabel(conflict.field), by: conflict.by }) };
  }
  const finding = record.findings.find(({ severity }) => severity === 'error');
  if (record.state === 'refused' || !finding) return { field: null, reason: () => t('changes-refused') };
  const field = finding.pointer.slice(1).replaceAll('/', '.');
  const known = spec(record.type, field);
  const words = (raw: string): string => (known ? memberText(known, raw, record.names) : raw);
  return { field, reason: () => `${fieldLabel(field)}: ${findingText(finding, words)}` };
}

/** The one after (or before) a place, round the ends of the list; null when there is none. */
export function following<T extends { rank: number }>(problems: readonly T[], from: number, step: 1 | -1): T | null {
  const sorted = [...problems].sort((a, b) => (a.rank - b.rank) * step);
  return sorted.find(({ rank }) => (rank - from) * step > 0) ?? sorted[0] ?? null;
}

export async function seek(source: RowSource, type: RecordType, from: number, step: 1 | -1): Promise<Problem | null> {
  try {
    const { records } = await call('pending', { from: 0, count: MOST });
    const found = await Promise.all(
      records
        .filter((record) => record.type === type && STATES.includes(record.state))
        .map(async (record) => ({ ...describe(record), id: record.id, rank: await source.locate(record.id) })),
    );
    return following(
      found.flatMap((problem) => (problem.rank === null ? [] : [{ ...problem, rank: problem.rank }])),
      from,
      step,
    );
  } catch (error) {
    toasts.error(asClientError(error));
    return null;
  }
}
