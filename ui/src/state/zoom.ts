// How large the window draws. The program does it; the choice is kept.

import { session } from './session.svelte';

/** In percent: how small, how large, and by how much at once. */
export const ZOOM = { least: 50, most: 300, step: 10 };

export function zoomTo(percent: number): void {
  const zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, percent));
  if (zoom !== session.zoom) void session.prefer({ zoom });
}
