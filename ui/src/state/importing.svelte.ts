// Whether a spreadsheet is being imported, and the file that was dropped.

import { session } from './session.svelte';

class Importing {
  open = $state(false);
  dropped = $state.raw<File | null>(null);

  get allowed(): boolean {
    return (['offer.create', 'offer.edit', 'organisation.edit'] as const).some((right) => session.may(right));
  }

  start(file: File | null = null): void {
    if (!this.allowed) return;
    this.dropped = file;
    this.open = true;
  }

  end(): void {
    this.open = false;
    this.dropped = null;
  }

  /** A file over the window may be dropped on it. */
  over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.start(file);
  };
}

export const importing = new Importing();
