// What is typed into the search field: words, and terms such as `level:ma,pba`
// or `duration>12` that become filters of the list.

import { match, narrow, type Option } from '../../components/options';

/** A field that can stand before a colon. */
export interface Term {
  field: string;
  /** Its names: that of the wire and that of the language shown. */
  names: string[];
  /** Numbers and days can also be compared. */
  shape: 'values' | 'number' | 'day';
  /** The values that it can have; none: any text. */
  options: Option[];
}

export interface Fault {
  /** What was typed, as it stands in the field. */
  typed: string;
  kind: 'field' | 'value';
  /** The label of the field, where it is known. */
  label: string;
  /** What is nearest to what was typed, and what the text would be with it. */
  nearest: string;
  mended: string;
}

export interface Typed {
  /** The words to search for. */
  words: string;
  /** Terms that are finished: something follows them. */
  filters: { field: string; values: string[] }[];
  /** The text without the terms that are finished. */
  rest: string;
  fault: Fault | null;
}

const PIECES = /[^\s"]*"[^"]*"?\S*|\S+/gu;
const TERM = /^([\p{L}][\p{L}\p{N}._-]*)(>=|<=|>|<|:|=)(.*)$/u;
const ORDERED = { number: /^(>=|<=|>|<)?\d{1,3}$/, day: /^(>=|<=|>|<)?\d{4}(-\d\d){0,2}$/ };

/** A name as it is compared: without case, accents and what stands between its words. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** How many signs must be put in, taken out or changed so that a text stands in a name; a little more the longer the name. */
function distance(a: string, b: string): number {
  let row: number[] = Array(b.length + 1).fill(0);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return Math.min(...row) + Math.abs(b.length - a.length) / 100;
}

function nearest<T>(sought: string, all: readonly T[], names: (one: T) => string[]): T | undefined {
  const away = (one: T): number => Math.min(...names(one).map((name) => distance(sought, plain(name))));
  return [...all].sort((a, b) => away(a) - away(b))[0];
}

/** The field of a name, or of a part of exactly one. */
function fieldOf(terms: readonly Term[], typed: string): Term | undefined {
  const sought = plain(typed);
  const exact = terms.find(({ names }) => names.some((name) => plain(name) === sought));
  if (exact) return exact;
  const holding = terms.filter(({ names }) => names.some((name) => plain(name).includes(sought)));
  return holding.length === 1 ? holding[0] : undefined;
}

/** The value of a text, or of the beginning of exactly one; null for none. */
function valueOf(term: Term, typed: string): string | null {
  if (typed === '') return '';
  if (term.shape !== 'values') return ORDERED[term.shape].test(typed) ? typed : null;
  if (term.options.length === 0) return typed;
  const found = match(term.options, typed);
  if (found) return found.value;
  const begun = narrow(term.options, typed);
  return begun.length === 1 ? (begun[0]?.value ?? null) : null;
}

/** The parts of a list of values; commas between quotes separate nothing. */
function listed(text: string): string[] {
  return (text.match(/("[^"]*"?|[^,])+|(?<=,|^)(?=,|$)/g) ?? ['']).map((part) => part.replaceAll('"', '').trim());
}

const quoted = (text: string): string => (/[\s,]/.test(text) ? `"${text}"` : text);

/** Takes the text of the search field apart. */
export function read(text: string, terms: readonly Term[]): Typed {
  const words: string[] = [];
  const rest: string[] = [];
  const filters: Typed['filters'] = [];
  let fault: Fault | null = null;
  for (const piece of text.matchAll(PIECES)) {
    const typed = piece[0];
    const [, name = '', sign = '', tail = ''] = TERM.exec(typed) ?? [];
    const done = piece.index + typed.length < text.length;
    // A word with a colon at its end or an address is no term; `""` is no value.
    if (name === '' || tail.startsWith('//') || (done && tail === '')) {
      words.push(typed.replaceAll('"', ' ').trim());
      rest.push(typed);
      continue;
    }
    const mended = (by: string): string => text.slice(0, piece.index) + by + text.slice(piece.index + typed.length);
    const term = fieldOf(terms, name);
    const compared = sign === ':' || sign === '=' ? '' : sign;
    if (!term || (compared !== '' && term.shape === 'values')) {
      rest.push(typed);
      const near = nearest(plain(name), compared === '' ? terms : terms.filter(({ shape }) => shape !== 'values'), (one) => one.names);
      const label = near?.names.at(-1) ?? '';
      if (done || tail !== '') fault ??= { typed: name, kind: 'field', label: '', nearest: label, mended: mended(plain(label) + sign + tail) };
      continue;
    }
    const parts = listed(tail).map((part) => (compared === '' ? part : compared + part));
    const values = parts.map((part) => valueOf(term, part));
    const wrong = values.indexOf(null);
    if (done && wrong < 0) {
      filters.push({ field: term.field, values: [...new Set(values as string[])] });
      continue;
    }
    rest.push(typed);
    if (done && wrong >= 0) {
      const bad = parts[wrong] ?? '';
      const near = nearest(plain(bad), term.options, (one) => [one.text, one.value]);
      const better = parts.map((part, at) => quoted(at === wrong ? (near?.text ?? '') : part)).join(',');
      fault ??= { typed: bad, kind: 'value', label: term.names.at(-1) ?? term.field, nearest: near?.text ?? '', mended: mended(`${name}:${better} `) };
    }
  }
  const open = /\s$/.test(text) && rest.length > 0 ? ' ' : '';
  return { words: words.filter((word) => word !== '').join(' '), filters, rest: rest.join(' ') + open, fault };
}
