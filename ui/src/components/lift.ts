// Where short messages stand: at the foot of the window, unless they would cover
// what has the keys.

/** A part of the window, in pixels from its top left. */
export interface Part {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Between a message and what it stands above, pixels. */
const GAP = 8;

/**
 * How far the messages stand from the bottom of a window `height` pixels high:
 * `foot`, or so much that none of `kept` is covered by messages of the size of `own`.
 */
export function lifted(foot: number, height: number, own: Part, kept: readonly Part[]): number {
  const tall = own.bottom - own.top;
  let bottom = foot;
  // From below to above: what one gives way to may push it onto the next.
  for (const part of [...kept].sort((a, b) => b.bottom - a.bottom)) {
    const [from, to] = [height - bottom - tall, height - bottom];
    const beside = part.right <= own.left || part.left >= own.right;
    if (!beside && part.bottom > from && part.top < to) bottom = height - part.top + GAP;
  }
  // Where there is no room above, it stands where it always does.
  return bottom + tall > height ? foot : bottom;
}
