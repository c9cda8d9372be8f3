// Recycles row elements: a slot keeps its element and gets another rank. The
// row that holds the focus is never given away, so a screen reader never
// finds itself on another record.

export class Slots {
  #ranks: number[] = [];

  /** Spreads the ranks over slots; those already placed stay where they are. */
  assign(wanted: Iterable<number>): readonly number[] {
    const open = new Set(wanted);
    const free: number[] = [];
    this.#ranks.forEach((rank, slot) => {
      if (!open.delete(rank)) free.push(slot);
    });
    for (const rank of open) {
      const slot = free.shift();
      if (slot === undefined) this.#ranks.push(rank);
      else this.#ranks[slot] = rank;
    }
    // Slots left over go away from the end; one in the middle stands empty.
    for (const slot of free) this.#ranks[slot] = -1;
    while (this.#ranks.at(-1) === -1) this.#ranks.pop();
    return [...this.#ranks];
  }
}
