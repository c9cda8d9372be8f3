// What changed between two texts, word by word.

export interface Piece {
  kind: 'same' | 'in' | 'out';
  text: string;
}

const MOST = 400;

/** Words in and out; long texts are shown whole, out and in. */
export function wordDiff(before: string, after: string): Piece[] {
  const from = before.match(/\s+|[^\s]+/g) ?? [];
  const to = after.match(/\s+|[^\s]+/g) ?? [];
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  const between = words(from.slice(head, from.length - tail), to.slice(head, to.length - tail));
  return join([
    { kind: 'same', text: from.slice(0, head).join('') },
    ...between,
    { kind: 'same', text: from.slice(from.length - tail).join('') },
  ]);
}

function words(a: string[], b: string[]): Piece[] {
  if (a.length > MOST || b.length > MOST) {
    return [
      { kind: 'out', text: a.join('') },
      { kind: 'in', text: b.join('') },
    ];
  }
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i] as string });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) {
      pieces.push({ kind: 'out', text: a[i] as string });
      i += 1;
    } else {
      pieces.push({ kind: 'in', text: b[j] as string });
      j += 1;
    }
  }
  return pieces;
}

/** What stays the same of a long text, left out but for what stands next to a change. */
export function folded(pieces: Piece[], kept = 80): Piece[] {
  return pieces.map((piece, at) => {
    const { kind, text } = piece;
    const head = at === 0 ? 0 : kept;
    const tail = at === pieces.length - 1 ? 0 : kept;
    if (kind !== 'same' || text.length <= head + tail + kept) return piece;
    const [before, after] = [text.slice(0, head).replace(/\s*\S*$/, ''), tail === 0 ? '' : text.slice(-tail).replace(/^\S*\s+/, '')];
    return { kind, text: `${before} […] ${after}` };
  });
}

function join(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}
