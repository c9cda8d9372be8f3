// `<html data-ready="true">` stands while the current screen shows its data.

export function setReady(ready: boolean): void {
  if (ready) document.documentElement.dataset.ready = 'true';
  else delete document.documentElement.dataset.ready;
}
