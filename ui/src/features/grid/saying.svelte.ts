// What a message says of a cell is told no longer than it is so.

import { toasts } from '../../state/toasts.svelte';
import { findingsAt } from './problems';
import type { RowSource } from './source.svelte';

/** A cell, by the rank and the id of its record; no field where it is about all of it. */
interface Place {
  rank: number;
  id: string;
  field: string | null;
}

/** Says what is wrong with a cell of a list, until it is put right. Made where a component is. */
export function saying(source: RowSource): (place: Place, reason: () => string) => void {
  let said = $state.raw<{ toast: number; place: Place } | null>(null);
  let wrong = false;
  $effect(() => {
    // Whoever wrote in the cell is in another row by now.
    const row = said ? source.row(said.place.rank) : undefined;
    if (!said || row?.id !== said.place.id) return;
    const before = wrong;
    wrong = findingsAt(row, said.place.field ?? '').length > 0;
    // What others have to be asked about is no finding of the row, and stays.
    if (before && !wrong) toasts.close(said.toast);
  });
  return (place, reason) => {
    wrong = false;
    said = { toast: toasts.info(reason), place };
  };
}
