// The regions that F6 walks through. Each remembers where focus was.

const remembered = new WeakMap<HTMLElement, HTMLElement>();

function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.offsetParent !== null);
}

export function remember(event: FocusEvent): void {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  const region = target.closest<HTMLElement>('[data-region]');
  if (region) remembered.set(region, target);
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** `seen`: keys led here, so where they are is shown, also on what a mouse would leave unmarked. */
export function focusRegion(region: HTMLElement, seen = true): void {
  const kept = remembered.get(region);
  const last = kept === region ? undefined : kept;
  // A list is its cells: whatever button was used last, the keys go on there.
  const target =
    region.querySelector<HTMLElement>('.og-active .og-input') ??
    region.querySelector<HTMLElement>('.og-active') ??
    (last?.isConnected ? last : null) ??
    region.querySelector<HTMLElement>('[data-home]') ??
    region.querySelector<HTMLElement>(FOCUSABLE) ??
    region;
  if (target === region && !region.hasAttribute('tabindex')) region.tabIndex = -1;
  const options: FocusOptions & { focusVisible?: boolean } = seen ? { focusVisible: true } : {};
  target.focus(options);
}

export function cycle(step: 1 | -1): void {
  const all = regions();
  if (all.length === 0) return;
  const here = all.findLastIndex((region) => region.contains(document.activeElement));
  const next = all[(here + step + all.length) % all.length] ?? all[0];
  if (next) focusRegion(next);
}
