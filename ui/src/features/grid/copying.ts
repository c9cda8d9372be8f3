// Puts cells on the clipboard. A copy must be answered at once, so the rows of a
// large selection are fetched when they are selected, not when they are copied.

import type { RankRange, Row } from '../../generated/protocol';
import { number, t } from '../../i18n/index.svelte';
import { toasts } from '../../state/toasts.svelte';
import { cellText, type Column } from './columns';
import { writeTable } from './core/html-table';
import { writeTsv } from './core/tsv';
import type { RowSource } from './source.svelte';

/** Rows that can be copied at once. */
const MOST = 20_000;
/** How long a selection stands still before its rows are fetched. */
const WAIT = 150;

const total = (ranks: readonly RankRange[]): number => ranks.reduce((sum, { count }) => sum + count, 0);

export class Copying {
  readonly #source: RowSource;
  #ahead: { of: string; rows: Row[] } | null = null;
  #wanted = '';

  constructor(source: RowSource) {
    this.#source = source;
  }

  /** Sees to it that these rows can be copied; answers how to stop. */
  prepare(ranks: RankRange[]): () => void {
    this.#ahead = null;
    this.#wanted = JSON.stringify([this.#source.view, ranks]);
    const of = this.#wanted;
    if (total(ranks) < 2 || total(ranks) > MOST) return () => undefined;
    const timer = setTimeout(() => void this.#fetch(of, ranks), WAIT);
    return () => clearTimeout(timer);
  }

  async #fetch(of: string, ranks: RankRange[]): Promise<void> {
    if (this.#here(ranks)) return;
    const rows: Row[] = [];
    for (const { from, count } of ranks) rows.push(...(await this.#source.rows(from, from + count)));
    if (of === this.#wanted) this.#ahead = { of, rows };
  }

  /** The rows, if all of them are in the list's memory. */
  #here(ranks: RankRange[]): Row[] | null {
    const rows: Row[] = [];
    for (const { from, count } of ranks) {
      for (let rank = from; rank < from + count; rank += 1) {
        const row = this.#source.row(rank);
        if (!row) return null;
        rows.push(row);
      }
    }
    return rows;
  }

  /** As text with tabs, and as a table for programs that prefer one. */
  copy(ranks: RankRange[], columns: readonly Column[], clipboard: DataTransfer): void {
    if (total(ranks) > MOST) {
      toasts.info(() => t('grid-too-many', { limit: number(MOST) }));
      return;
    }
    const rows = this.#here(ranks) ?? this.#ahead?.rows;
    if (!rows) {
      toasts.info(() => t('grid-copy-loading'));
      return;
    }
    const texts = rows.map((row) => columns.map((column) => cellText(column, row)));
    clipboard.setData('text/plain', writeTsv(texts));
    clipboard.setData('text/html', writeTable(texts));
    toasts.info(() => t('grid-copied', { count: texts.length * columns.length }));
  }
}
