// Texts, numbers and dates in the language of the window. Everything here
// reads `current`, so a switch re-renders what is on screen and nothing else.

import type { FluentVariable } from '@fluent/bundle';
import type { ClientError, Finding, Language } from '../generated/protocol';
import { format, has, LOCALE } from './bundles';

let current = $state<Language>('nl');

export function language(): Language {
  return current;
}

export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
}

/** The language that the system asks for, if the product speaks it. */
export function systemLanguage(): Language {
  for (const tag of navigator.languages) {
    const short = tag.slice(0, 2);
    if (short === 'nl' || short === 'fr' || short === 'en') return short;
  }
  return 'en';
}

export function t(key: string, args?: Record<string, FluentVariable>): string {
  return format(current, key, args);
}

/** That somebody no longer has a right; `null` for one that only a later service knows. */
export function rightText(action: string): string | null {
  const name = dashed(action);
  if (has(current, `refusal-${name}`)) return t(`refusal-${name}`);
  return has(current, `action-${name}`) ? t('refusal-right', { action: t(`action-${name}`) }) : null;
}

let side = $state('');

/** Institutions have campuses, companies have entities. */
export function setSide(next: string): void {
  side = next;
}

export function fieldLabel(name: string): string {
  if (name === 'sites' && side === 'company') return t('shell-nav-entities');
  if (name === 'sites' && side === 'institution') return t('shell-nav-sites');
  return t(`field-${name.replaceAll('.', '-')}`);
}

/** The same; `null` for a field that only a later service knows. */
export function knownField(name: string): string | null {
  return has(current, `field-${dashed(name)}`) ? fieldLabel(name) : null;
}

/** What went wrong, what is safe, what to do. */
export function errorText(error: ClientError): string {
  const args: Record<string, FluentVariable> = { ...error.args };
  if (error.args.action && has(current, `action-${dashed(error.args.action)}`)) {
    args.action = t(`action-${dashed(error.args.action)}`);
  }
  if (error.args.type && has(current, `type-${error.args.type}`)) args.type = t(`type-${error.args.type}`);
  if (error.args.field) args.field = fieldLabel(error.args.field);
  for (const name of ['seconds', 'count', 'updates', 'removals', 'limit']) {
    if (error.args[name] !== undefined) args[name] = Number(error.args[name]);
  }
  return t(`error-${error.code}`, args);
}

/** The sentence of a broken rule. `value` turns a code or id into words. */
export function findingText(finding: Finding, value?: (raw: string) => string): string {
  const args: Record<string, FluentVariable> = { ...finding.args };
  for (const name of ['limit', 'count']) {
    if (finding.args?.[name] !== undefined) args[name] = Number(finding.args[name]);
  }
  if (finding.args?.value !== undefined && value) args.value = value(finding.args.value);
  return t(`finding-${finding.code}`, args);
}

function dashed(name: string): string {
  return name.replaceAll('.', '-');
}

export function number(value: number): string {
  return new Intl.NumberFormat(LOCALE[current]).format(value);
}

export function dateTime(rfc3339: string): string {
  const date = new Date(rfc3339);
  if (Number.isNaN(date.getTime())) return rfc3339;
  return new Intl.DateTimeFormat(LOCALE[current], { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** The time alone for today, else day and time. */
export function shortTime(rfc3339: string, now = new Date()): string {
  const date = new Date(rfc3339);
  if (Number.isNaN(date.getTime())) return rfc3339;
  const options: Intl.DateTimeFormatOptions =
    date.toDateString() === now.toDateString()
      ? { hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(LOCALE[current], options).format(date);
}

export function date(day: string): string {
  const parsed = new Date(`${day}T12:00:00`);
  if (Number.isNaN(parsed.getTime())) return day;
  return new Intl.DateTimeFormat(LOCALE[current], { dateStyle: 'medium' }).format(parsed);
}

/** A country by its ISO code; a code nobody knows stays as it is. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames([LOCALE[current]], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Words for sorting and searching lists the way people of the language do. */
export function collator(): Intl.Collator {
  return new Intl.Collator(LOCALE[current], { sensitivity: 'base', numeric: true });
}
