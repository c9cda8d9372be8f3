// Reading fields and making merge patches (RFC 7386) of them.

import type { Fields } from '../../generated/protocol';
import type { FieldSpec } from './fields';
import { isSet } from './fields';

/** The value at a dotted name. */
export function get(fields: Fields, name: string): unknown {
  const [outer = '', inner] = name.split('.');
  const value = fields[outer];
  if (inner === undefined) return value ?? null;
  return (typeof value === 'object' && value !== null ? (value as Fields)[inner] : null) ?? null;
}

export function text(fields: Fields, name: string): string {
  const value = get(fields, name);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export const flag = (fields: Fields, name: string): boolean => get(fields, name) === true;

/** The members of a set, sorted. */
export function members(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String).sort();
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, on]) => on === true)
    .map(([member]) => member)
    .sort();
}

/** A patch that writes one value; `null` or nothing clears it. */
export function put(name: string, value: unknown): Fields {
  const [outer = '', inner] = name.split('.');
  const stored = value === '' || value === undefined ? null : value;
  return inner === undefined ? { [outer]: stored } : { [outer]: { [inner]: stored } };
}

/** A patch that turns one set into another, member by member. */
export function putSet(name: string, before: string[], after: string[]): Fields {
  const change: Record<string, true | null> = {};
  for (const member of before) if (!after.includes(member)) change[member] = null;
  for (const member of after) if (!before.includes(member)) change[member] = true;
  return { [name]: change };
}

/** The patch from one value of a field to another. */
export function patchTo(field: FieldSpec, fields: Fields, value: unknown): Fields {
  if (!isSet(field)) return put(field.name, field.shape === 'months' ? months(value) : value);
  return putSet(field.name, members(get(fields, field.name)), members(value));
}

function months(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return /^\d+$/.test(value.trim()) ? Number(value) : value.trim();
}

/** Applies a merge patch; the given fields stay as they are. */
export function merge(fields: Fields, patch: Fields): Fields {
  const out: Fields = { ...fields };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete out[name];
    else if (typeof value === 'object' && !Array.isArray(value)) {
      const inner = out[name];
      const base = typeof inner === 'object' && inner !== null ? (inner as Fields) : {};
      out[name] = merge(base, value as Fields);
    } else out[name] = value;
  }
  return out;
}

/** A day the way people here write it. What is no day stays as it is. */
export function writtenDay(value: string): string {
  return value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
}

/** The day that was written. What is no day stays as it is, to be seen and mended. */
export function dayOf(written: string): string {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(written);
  if (!match) return written.trim();
  const [, day = '', month = '', year = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The day it is in Belgium, as all dated rules have it, whatever clock this machine shows. */
export function today(now = new Date()): string {
  // Sweden writes a day as it travels, 2026-12-31.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(now);
}

/** Whether it is a day of the calendar, as `2026-12-31`. */
export function isDay(value: string): boolean {
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value) && value.length === 10;
}

/** Whether two values of a field are the same; nothing, '' and {} are one. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (value === null || value === undefined || value === '' || value === false) return '';
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0 ? '' : JSON.stringify(entries);
  }
  return JSON.stringify(value);
}
