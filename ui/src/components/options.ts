// What a list of choices shows, and how typing narrows it.

export interface Option {
  value: string;
  text: string;
  detail?: string;
  /** Other words that find it. */
  words?: string[];
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
}

/** Options that hold what was typed, those that begin with it first. */
export function narrow(options: readonly Option[], typed: string): Option[] {
  const sought = plain(typed.trim());
  if (sought === '') return [...options];
  const ranked: [number, Option][] = [];
  for (const option of options) {
    const text = plain(option.text);
    const others = [option.detail ?? '', option.value, ...(option.words ?? [])].map(plain);
    if (text.startsWith(sought)) ranked.push([0, option]);
    else if (text.split(/[\s/(-]+/).some((word) => word.startsWith(sought))) ranked.push([1, option]);
    else if (others.some((word) => word.startsWith(sought))) ranked.push([2, option]);
    else if (text.includes(sought)) ranked.push([3, option]);
  }
  return ranked.sort(([a], [b]) => a - b).map(([, option]) => option);
}

/** The option that a pasted text means: its words or its code, any case. */
export function match(options: readonly Option[], pasted: string): Option | undefined {
  const sought = plain(pasted.trim());
  return (
    options.find((option) => plain(option.text) === sought || plain(option.value) === sought) ??
    options.find((option) => [option.detail ?? '', ...(option.words ?? [])].some((word) => plain(word) === sought))
  );
}
