// Which tools of a bar have room beside each other. The others go into a menu
// at its end, so that a bar takes one line, however narrow or large the window
// draws.

import type { MenuItem } from './menu';

/** A button of a bar, or one that opens a menu. */
export interface Tool extends MenuItem {
  testId: string;
  /** The heavier, the longer it stays beside the others. */
  weight: number;
  primary?: boolean;
  /** The entries, of one that opens a menu; its own `run` is then not called. */
  menu?: MenuItem[];
  /** Stands at the end of the bar. */
  end?: boolean;
}

/** The entries of tools in one menu. */
export const entries = (tools: readonly Tool[]): MenuItem[] => tools.flatMap((tool) => tool.menu ?? [tool]);

export interface Measured {
  id: string;
  weight: number;
  /** In pixels; of one that was never drawn, unknown. */
  width: number | undefined;
}

/**
 * The ids of those that fit into `room` pixels. The lightest go first, of equals
 * the last; what has no known width counts as fitting, until it is measured.
 * `more` is the room that the menu of the others takes.
 */
export function fitting(room: number, tools: readonly Measured[], gap: number, more: number): Set<string> {
  const shown = [...tools];
  const wide = (): number => shown.reduce((sum, { width = 0 }) => sum + width + gap, 0);
  if (wide() <= room) return new Set(shown.map(({ id }) => id));
  while (shown.length > 0 && wide() + more > room) {
    const lightest = Math.min(...shown.map(({ weight }) => weight));
    shown.splice(shown.findLastIndex(({ weight }) => weight === lightest), 1);
  }
  return new Set(shown.map(({ id }) => id));
}
