// The broken rules and the advice of a whole list, by rule and field. The list
// is looked through a stretch at a time, so that others may read in between.

import type { FindingCode, ProblemCell, ProblemGroup } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { toasts } from '../../state/toasts.svelte';

/** Rows looked at in one question. */
const STRETCH = 20_000;
const WAIT = 150;

export const keyOf = ({ field, code }: { field: string; code: string }): string => `${field} ${code}`;

export class Groups {
  all = $state.raw<ProblemGroup[] | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  ask(view: number): void {
    this.stop();
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#load(turn, view), this.all === null ? 0 : WAIT);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #load(turn: number, view: number): Promise<void> {
    const found = new Map<string, ProblemGroup>();
    try {
      for (let from: number | null = 0; from !== null; ) {
        const part: { next: number | null; groups: ProblemGroup[] } = await call('problems', { view, from, count: STRETCH });
        if (turn !== this.#turn) return;
        for (const group of part.groups) {
          const known = found.get(keyOf(group));
          found.set(keyOf(group), known ? { ...known, count: known.count + group.count, fix: known.fix || group.fix } : group);
        }
        from = part.next;
      }
      this.all = [...found.values()].sort((a, b) => Number(a.severity === 'advice') - Number(b.severity === 'advice') || b.count - a.count);
    } catch (error) {
      const problem = asClientError(error);
      // The list was opened anew: the question is asked again of the new one.
      if (turn === this.#turn && problem.code !== 'view-closed') toasts.error(problem);
    }
  }

  /** The first cells of a group. */
  async cells(view: number, rule: FindingCode, field: string): Promise<ProblemCell[]> {
    const cells: ProblemCell[] = [];
    try {
      for (let from: number | null = 0; from !== null && cells.length < 500; ) {
        const part: { next: number | null; cells: ProblemCell[] } = await call('problems', { view, from, count: STRETCH, rule, field });
        cells.push(...part.cells);
        from = part.next;
      }
    } catch (error) {
      const problem = asClientError(error);
      if (problem.code !== 'view-closed') toasts.error(problem);
    }
    return cells.slice(0, 500);
  }
}
