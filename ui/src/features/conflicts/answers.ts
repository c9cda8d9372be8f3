// What the conflict screen knows of a question without drawing it.

import type { Conflict, ConflictGroup, PendingRecord } from '../../generated/protocol';
import { isSet, spec, type FieldSpec } from '../record/fields';
import { members } from '../record/values';

/** Whose version stays; `value`: one that was made here. */
export type Take = 'mine' | 'theirs' | 'value';

/** How a combination of fields is known in this window. */
export const groupId = (group: Pick<ConflictGroup, 'type' | 'fields'>): string => `${group.type} ${group.fields.join(' ')}`;

/** The combination that a record belongs to. */
export function groupOf(record: PendingRecord, groups: ConflictGroup[]): ConflictGroup | undefined {
  const fields = record.conflicts.map((conflict) => conflict.field).sort();
  return groups.find((group) => groupId(group) === groupId({ type: record.type, fields }));
}

/** Texts that a person can write another version of. */
const WRITTEN = ['line', 'lines', 'email', 'website'];

/** How a question is answered with a value of one's own. */
export function ownWay(field: FieldSpec | undefined): 'text' | 'members' | null {
  if (!field) return null;
  if (isSet(field)) return 'members';
  return WRITTEN.includes(field.shape) ? 'text' : null;
}

/** What is asked of a decision: the offer changed, or more was said of it, after
 * the reviewer looked. Null: the question is about a field. */
export function decisionAsked({ field, word }: Pick<Conflict, 'field' | 'word'>): 'conflict-removal' | 'conflict-said' | null {
  if (field === 'verdict' || (field === 'removed' && word)) return 'conflict-said';
  return field === 'removed' || field === 'seenRev' ? 'conflict-removal' : null;
}

/** Each member that one of the three knows, and where it stands. */
export interface Member {
  member: string;
  base: boolean;
  mine: boolean;
  theirs: boolean;
  /** What a merge member by member would make of it. */
  merged: boolean;
}

export function membersOf(conflict: Conflict): Member[] {
  const [base, mine, theirs] = [members(conflict.base), members(conflict.mine), members(conflict.theirs)];
  return [...new Set([...base, ...mine, ...theirs])].sort().map((member) => {
    const [inBase, inMine, inTheirs] = [base.includes(member), mine.includes(member), theirs.includes(member)];
    const merged = inBase ? inMine && inTheirs : inMine || inTheirs;
    return { member, base: inBase, mine: inMine, theirs: inTheirs, merged };
  });
}

/** A set as it travels. */
export const asSet = (chosen: string[]): Record<string, true> => Object.fromEntries(chosen.map((member) => [member, true]));

/** A text as it is kept: one line where the field has one. */
export function asText(type: PendingRecord['type'], field: string, written: string): string | null {
  const text = written.trim();
  if (text === '') return null;
  return spec(type, field)?.shape === 'lines' ? text : text.replace(/\s*\n\s*/g, ' ');
}
