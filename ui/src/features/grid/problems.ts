// Cells with a problem, in the order of the list.

import type { Finding, PendingRecord, ProblemCell, RecordType, Row, RowState, Severity } from '../../generated/protocol';
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
  /** What keeps it from being sent, or advice. */
  severity: Severity;
  reason: () => string;
}

const MOST = 500;
/** What the rules do not tell: others have to be asked, or have answered. */
const STATES: RowState[] = ['conflict', 'refused'];

function describe(record: PendingRecord): Pick<Problem, 'field' | 'reason' | 'severity'> {
  const severity = 'error';
  const conflict = record.conflicts[0];
  if (!conflict) return { severity, field: null, reason: () => t('changes-refused') };
  return { severity, field: conflict.field, reason: () => t('changes-conflict', { field: fieldLabel(conflict.field), by: conflict.by }) };
}

/** What the rules say of one cell, what keeps it from being sent first. */
export const findingsAt = (row: Row, key: string): Finding[] =>
  row.findings.filter(({ pointer }) => pointer === `/${key}`).sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));

/** A cell that breaks a rule or has advice. */
function told(type: RecordType, cell: ProblemCell): Problem {
  const known = spec(type, cell.field);
  const words = (raw: string): string => (known ? memberText(known, raw, {}) : raw);
  const finding = { ...cell, pointer: '' };
  const what = (): string => `${fieldLabel(cell.field)}: ${findingText(finding, words)}`;
  return { rank: cell.rank, id: cell.id, field: cell.field, severity: cell.severity, reason: () => t(`problems-next-${cell.severity}`, { what: what() }) };
}

/** The one after (or before) a place, round the ends of the list; null when there is none. */
export function following<T extends { rank: number }>(problems: readonly T[], from: number, step: 1 | -1): T | null {
  const sorted = [...problems].sort((a, b) => (a.rank - b.rank) * step);
  return sorted.find(({ rank }) => (rank - from) * step > 0) ?? sorted[0] ?? null;
}

interface Place {
  rank: number;
  severity: Severity;
}

/**
 * The next of what the rules tell and what waits for a person, of which only the
 * nearest that the rules tell is known: all that keeps from sending comes before advice.
 */
export function nextOf<T extends Place>(others: readonly T[], cell: T | null, from: number, after: Severity | null, step: 1 | -1): T | null {
  const ahead = ({ rank }: Place): boolean => (rank - from) * step > 0;
  if (cell === null) return following(others, from, step);
  if (cell.severity === 'error') {
    // After the last advice it begins anew.
    if (after === 'advice') return following([...others, cell], step > 0 ? -1 : Infinity, step);
    // In the row itself it is the nearest there is.
    return cell.rank === from ? cell : following([...others, cell], from, step);
  }
  if (after === null) return following(others, from, step) ?? cell;
  if (after === 'error') return following(others.filter(ahead), from, step) ?? cell;
  return ahead(cell) || cell.rank === from ? cell : (following(others, step > 0 ? -1 : Infinity, step) ?? cell);
}

/** Where the last one was: gone on from only while the cell is still there. */
let last: Problem | null = null;

/** The next problem from a cell, whatever its kind; round the ends of the list. */
export async function seek(
  source: RowSource,
  type: RecordType,
  from: number,
  id: string | null,
  field: string | null,
  step: 1 | -1,
): Promise<Problem | null> {
  const view = source.view;
  if (view === null) return null;
  const after = last?.id === id && (last?.field ?? field) === field ? (last?.severity ?? null) : null;
  try {
    const [{ cell }, { records }] = await Promise.all([
      call('problem_next', { view, rank: from, back: step < 0, ...(field === null ? {} : { field }), ...(after === null ? {} : { severity: after }) }),
      call('pending', { from: 0, count: MOST }),
    ]);
    const others = await Promise.all(
      records
        .filter((record) => record.type === type && STATES.includes(record.state))
        .map(async (record) => ({ ...describe(record), id: record.id, rank: await source.locate(record.id) })),
    );
    const all = others.flatMap((problem) => (problem.rank === null ? [] : [{ ...problem, rank: problem.rank }]));
    last = nextOf(all, cell ? told(type, cell) : null, from, after, step);
    return last;
  } catch (error) {
    toasts.error(asClientError(error));
    return null;
  }
}
