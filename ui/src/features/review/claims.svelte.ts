// Which offers colleagues look at now. Only a courtesy: nothing waits for it,
// and without the service nothing is shown.

import { call, onChanged } from '../../host';

/** An item has to stay on screen for so long before colleagues are told. */
const SETTLE = 600;
/** How often it is said again; the service forgets after a minute. */
const AGAIN = 20_000;
/** Without a key or the mouse for so long, nobody is looking any more. */
const IDLE = 120_000;

class ClaimState {
  /** Names of the colleagues, by offer. */
  by = $state.raw<Record<string, string[]>>({});
  /** They were asked once. */
  known = $state(false);
  #offer: string | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #active = 0;
  #telling = false;
  #again = false;

  /** Tells and asks from now on; answers how to stop. */
  start(): () => void {
    this.#offer = null;
    this.#active = Date.now();
    const awake = (): void => void (this.#active = Date.now());
    addEventListener('keydown', awake, true);
    addEventListener('pointermove', awake, true);
    const timer = setInterval(() => void this.#tell(), AGAIN);
    const stop = onChanged(() => void this.#heard());
    void this.#tell();
    return () => {
      removeEventListener('keydown', awake, true);
      removeEventListener('pointermove', awake, true);
      clearInterval(timer);
      clearTimeout(this.#settling);
      void stop.then((off) => off());
      this.by = {};
      this.known = false;
      this.#offer = null;
      void this.#tell();
    };
  }

  /** What is on screen now. */
  look(offer: string | null): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#offer = offer;
      void this.#tell();
    }, SETTLE);
  }

  /** One at a time, the last one counts. */
  async #tell(): Promise<void> {
    this.#again = true;
    if (this.#telling) return;
    this.#telling = true;
    while (this.#again) {
      this.#again = false;
      const offer = Date.now() - this.#active < IDLE ? this.#offer : null;
      await this.#take(call('claim', { offer }));
    }
    this.#telling = false;
  }

  #heard(): Promise<void> {
    return this.#take(call('claims', {}));
  }

  async #take(answer: ReturnType<typeof call<'claims'>>): Promise<void> {
    const by: Record<string, string[]> = {};
    try {
      for (const { offer, name } of (await answer).items) (by[offer] ??= []).push(name);
    } catch {
      // Nobody asked for it: nothing is said.
    }
    if (JSON.stringify(by) !== JSON.stringify(this.by)) this.by = by;
    this.known = true;
  }
}

export const claims = new ClaimState();
