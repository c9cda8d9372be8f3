// The keys are where the eye is: in the screen that was opened, as soon as it
// shows its data, and back in it when whatever had them is gone.

import { tick } from 'svelte';
import { isReady, onReady } from '../state/ready';
import { focusRegion } from './regions';

/** Where the keys were when a screen was asked for; null: no screen waits for them. */
let from: Element | null = null;

/** What was done last was a key, not the mouse. */
let keyed = false;

const main = (): HTMLElement | null => document.querySelector('main[data-region]');
const asked = (): boolean => document.querySelector('dialog[open]') !== null;
const nowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** A screen was asked for. It takes the keys, unless they are put elsewhere meanwhile. */
export function arrive(): void {
  from = document.activeElement ?? document.body;
  if (isReady()) void land();
}

async function land(): Promise<void> {
  await tick();
  const here = main();
  if (from === null || !here || asked()) return;
  // A list has its rows: its cell comes with the next picture.
  if (here.querySelector('.og') && !here.querySelector('.og-active')) {
    requestAnimationFrame(() => void land());
    return;
  }
  const moved = !nowhere() && document.activeElement !== from;
  from = null;
  if (!moved && !here.contains(document.activeElement)) focusRegion(here, keyed);
}

/**
 * What had the keys is gone, as a dialog is: they go home, unless they went
 * somewhere. Not before the next picture: a key that closed the dialog would
 * press what it comes to.
 */
export function home(): void {
  requestAnimationFrame(() => {
    const here = main();
    if (from !== null && isReady()) void land();
    if (here && nowhere() && !asked()) focusRegion(here, keyed);
  });
}

/** Keys that the list takes also when nothing has the keys: its own, and texts. */
const ofList = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  /^(Arrow|Page)|^(Home|End|F2|Enter|Delete)$/.test(key) || ([...key].length === 1 && !ctrlKey && !metaKey && !altKey && !['/', '?'].includes(key));

/** What is typed while nothing has the keys goes to the list on the screen: nothing is lost. */
export function catchKey(event: KeyboardEvent): void {
  keyed = true;
  const here = main();
  if (event.defaultPrevented || event.isComposing || !nowhere() || asked() || !here?.querySelector('.og-active') || !ofList(event)) return;
  focusRegion(here);
  // The cell did not see the key; what it does not take is text, which goes to the focus by itself.
  if (document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event)) === false) event.preventDefault();
}

/** The mouse, or a finger, is at work. */
export function pointed(): void {
  keyed = false;
}

onReady(() => void land());
