// What is done to the selected cells at once: each one operation and one step,
// whatever the number of rows.

import type { Operation, RankRange, Scope } from '../../generated/protocol';
import { t } from '../../i18n/index.svelte';
import { toasts } from '../../state/toasts.svelte';
import { perform } from '../bulk/perform';
import type { Column } from './columns';
import { aligned, rowsOf } from './core/selection';
import { today } from '../record/values';
import { writable, type Area, type Paste } from './paste';

/** The columns of the ranges; null, and said, when the ranges do not fit together. */
export function columnsOf({ columns, ranges }: Area): Column[] | null {
  const first = ranges[0];
  if (first && aligned(ranges)) return columns.slice(first.left, first.right + 1);
  toasts.info(() => t('grid-ranges-differ'));
  return null;
}

async function act(area: Area, ranks: RankRange[], operation: Operation): Promise<boolean> {
  const creates = operation.op === 'paste' && operation.create === true;
  if (area.view === null) return false;
  const scope: Scope = { by: 'ranks', view: area.view, ranges: ranks };
  const reply = await perform(scope, operation, {
    quiet: !creates && ranks.reduce((sum, { count }) => sum + count, 0) === 1,
  });
  return reply !== null;
}

/** Empties the cells; ticks stay, because an empty tick says no. */
export async function clear(area: Area): Promise<void> {
  const fields = columnsOf(area)?.filter((column) => writable(column) && column.field?.shape !== 'flag');
  if (fields && fields.length > 0) await act(area, rowsOf(area.ranges), { op: 'change', clear: fields.map(({ key }) => key) });
}

/** The day of today in the cells that hold a day. */
export async function fillToday(area: Area): Promise<void> {
  const days = columnsOf(area)?.filter((column) => writable(column) && column.field?.shape === 'date');
  if (!days) return;
  if (days.length === 0) toasts.info(() => t('grid-today-none'));
  else await act(area, rowsOf(area.ranges), { op: 'change', set: Object.fromEntries(days.map(({ key }) => [key, today()])) });
}

/** The values of the first row in all others. */
export async function fillDown(area: Area): Promise<void> {
  const fields = columnsOf(area)?.filter(writable);
  if (fields && fields.length > 0) await act(area, rowsOf(area.ranges), { op: 'fill', fields: fields.map(({ key }) => key) });
}

/** Pastes; `create` makes new records of the rows beyond the list. */
export async function paste(area: Area, { scope, operation, skipped }: Paste, create: boolean): Promise<void> {
  const done = await act(area, scope, create ? { ...operation, create } : operation);
  if (done && skipped > 0) toasts.info(() => t('grid-paste-skipped', { count: skipped }));
}
