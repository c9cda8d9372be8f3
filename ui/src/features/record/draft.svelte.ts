// Values that are being typed, with what the rules say of them.

import type { Checked, Derived, Fields, Finding, RecordType } from '../../generated/protocol';
import { call } from '../../host';
import { edit } from '../../state/edits.svelte';
import { typedTexts } from '../../state/typed.svelte';
import { formFields, type FieldSpec } from './fields';
import { get, merge, patchTo, put } from './values';

const WAIT = 120;

export class Draft {
  readonly type: RecordType;
  readonly id: string | null;
  /** The values as saved, or those that a new record starts with. */
  saved = $state.raw<Fields>({});
  /** What was typed and is not saved. */
  patch = $state.raw<Fields>({});
  checked = $state.raw<Checked>({ findings: [], headings: {}, counts: {}, derived: [] });
  /** Fields whose findings may be shown: touched, or all after a refused save. */
  touched = $state<Record<string, boolean>>({});
  /** Fields with values that the rules were not asked about yet: what they said is of the values before. */
  readonly #unasked = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(type: RecordType, id: string | null, fields: Fields, patch: Fields = {}) {
    this.type = type;
    this.id = id;
    this.saved = fields;
    this.patch = patch;
  }

  get values(): Fields {
    return merge(this.saved, this.patch);
  }

  get fields(): FieldSpec[] {
    return formFields(this.type, this.values);
  }

  value(field: FieldSpec): unknown {
    return get(this.values, field.name);
  }

  set(field: FieldSpec, value: unknown): void {
    this.patch = mergePatches(this.patch, patchTo(field, this.values, value));
    this.#unasked.add(field.name);
    // Of a record that is being made everything is kept: there is nothing under it.
    typedTexts.keep(this.type, this.id, this.id === null ? this.values : this.patch);
    this.recheck();
  }

  /** Keeps what is being typed beside the values, and is none of them yet, should the program end. */
  typing(field: FieldSpec, value: unknown): void {
    const patch = mergePatches(this.patch, patchTo(field, this.values, value));
    typedTexts.keep(this.type, this.id, this.id === null ? merge(this.saved, patch) : patch);
  }

  /** Takes the saved values of elsewhere; what is being typed stays. */
  take(fields: Fields): void {
    this.saved = fields;
  }

  /** Gives up what was typed. */
  clear(): void {
    this.done();
    this.patch = {};
  }

  /** What was typed needs no keeping any more. */
  done(): void {
    typedTexts.drop(this.type, this.id);
  }

  /** Saves what was typed of a record that is there. */
  async commit(): Promise<void> {
    const { id, patch, saved } = this;
    if (id === null || Object.keys(patch).length === 0) return;
    this.saved = merge(saved, patch);
    this.patch = {};
    const settle = typedTexts.saving(this.type, id, patch);
    const kept = await edit(this.type, [id], patch);
    if (!kept) this.take(saved);
    settle(kept);
  }

  findings(name: string): Finding[] {
    const pointer = `/${name.replaceAll('.', '/')}`;
    return this.checked.findings.filter((finding) => finding.pointer === pointer);
  }

  /** What a value follows from, while it does. */
  follows(name: string): Derived | undefined {
    return this.checked.derived.find(({ field, value }) => field === name && value === get(this.values, name));
  }

  get errors(): Finding[] {
    return this.checked.findings.filter((finding) => finding.severity === 'error');
  }

  recheck(wait = WAIT): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), wait);
  }

  async check(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    const about = [...this.#unasked];
    try {
      const fields = this.id === null ? this.values : this.patch;
      const checked = await call('check', { type: this.type, id: this.id, fields });
      if (asked !== this.#asked) return;
      this.checked = checked;
      for (const name of about) {
        this.touched[name] = true;
        this.#unasked.delete(name);
      }
      // What follows from what was typed is seen at once and saved with it.
      for (const { field, value, from } of checked.derived) {
        if (from in this.patch && get(this.values, field) !== value) this.patch = mergePatches(this.patch, put(field, value));
      }
    } catch {
      // Saving applies the same rules and then says what is wrong.
    }
  }
}

/** Two merge patches one after the other: unlike `merge`, clearing is kept. */
export function mergePatches(first: Fields, second: Fields): Fields {
  const out: Fields = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = out[name];
    const nested = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v);
    out[name] = nested(value) && nested(before) ? mergePatches(before, value) : value;
  }
  return out;
}
