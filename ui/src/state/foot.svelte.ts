// Bars at the foot of a screen that decide something: messages float above them.

import { SvelteMap } from 'svelte/reactivity';

class Foot {
  /** From the lower edge of the window to the upper edge of each bar, pixels. */
  #bars = new SvelteMap<Element, number>();

  /** How much of the foot of the window has to stay free. */
  get height(): number {
    return Math.max(0, ...this.#bars.values());
  }

  /** Attached to a bar, for as long as it is there. */
  keepFree = (bar: HTMLElement): (() => void) => {
    const measure = (): void => {
      this.#bars.set(bar, window.innerHeight - bar.getBoundingClientRect().top);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(bar);
    // What comes beneath it makes the rest smaller.
    if (bar.parentElement) observer.observe(bar.parentElement);
    return () => {
      observer.disconnect();
      this.#bars.delete(bar);
    };
  };
}

export const foot = new Foot();
