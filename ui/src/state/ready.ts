// `<html data-ready="true">` stands while the current screen shows its data.

/** Told as soon as the screen shows its data. */
let told: () => void = () => undefined;

export function onReady(tell: () => void): void {
  told = tell;
}

export const isReady = (): boolean => document.documentElement.dataset.ready !== undefined;

export function setReady(ready: boolean): void {
  if (ready) {
    document.documentElement.dataset.ready = 'true';
    told();
  } else delete document.documentElement.dataset.ready;
}
