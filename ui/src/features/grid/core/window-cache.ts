// Blocks of rows by rank: least recently used ones go, and blocks of an older
// version stay on screen until their successors arrive, so nothing flickers.

export const BLOCK = 100;
// A thousand rows and more around those on screen: reading a block again takes a few
// milliseconds, holding one costs its rows in the memory of the page.
const KEPT = 12;

interface Block<Row> {
  rows: Row[];
  generation: number;
}

export class WindowCache<Row> {
  #blocks = new Map<number, Block<Row>>();
  #loading = new Map<number, number>();
  #generation = 0;

  /** Everything must be read again; what is there may still be shown. */
  expire(): void {
    this.#generation += 1;
  }

  clear(): void {
    this.#blocks.clear();
    this.expire();
  }

  get(rank: number): Row | undefined {
    return this.#blocks.get(Math.floor(rank / BLOCK))?.rows[rank % BLOCK];
  }

  /** The blocks that these ranks need and that nobody is fetching yet. */
  missing(first: number, end: number): number[] {
    const wanted: number[] = [];
    for (let block = Math.floor(first / BLOCK); block * BLOCK < end; block += 1) {
      const found = this.#blocks.get(block);
      if (found) {
        this.#blocks.delete(block);
        this.#blocks.set(block, found);
      }
      const fresh = found?.generation === this.#generation;
      if (!fresh && this.#loading.get(block) !== this.#generation) wanted.push(block);
    }
    return wanted;
  }

  /** Notes that a block is on its way; answers what to give back to `arrived`. */
  started(block: number): number {
    this.#loading.set(block, this.#generation);
    return this.#generation;
  }

  arrived(block: number, rows: Row[], generation: number): void {
    if (this.#loading.get(block) === generation) this.#loading.delete(block);
    const found = this.#blocks.get(block);
    if (found && found.generation > generation) return;
    this.#blocks.delete(block);
    this.#blocks.set(block, { rows, generation });
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= KEPT) break;
      this.#blocks.delete(oldest);
    }
  }

  failed(block: number, generation: number): void {
    if (this.#loading.get(block) === generation) this.#loading.delete(block);
  }

  /** All rows that are here, for looking one up by another mark than its rank. */
  *entries(): Iterable<[number, Row]> {
    for (const [block, { rows }] of this.#blocks) {
      for (let i = 0; i < rows.length; i += 1) yield [block * BLOCK + i, rows[i] as Row];
    }
  }
}
