// Questions whose answers replace each other: one at a time, and of those asked
// meanwhile only the last.

export class Latest<Question> {
  #busy = false;
  #waiting: Question[] = [];
  readonly #put: (question: Question) => Promise<void>;

  constructor(put: (question: Question) => Promise<void>) {
    this.#put = put;
  }

  async ask(question: Question): Promise<void> {
    this.#waiting = [question];
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) await this.#put(next);
    } finally {
      this.#busy = false;
    }
  }
}
