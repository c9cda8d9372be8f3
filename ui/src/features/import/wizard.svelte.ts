// The import of one file, from choosing it to the pending edits. Every
// correction asks anew what would happen; only `confirm` writes.

import type { ClientError, ImportAsked, ImportChoices, ImportDecision, ImportReport, Recipe, SavedItem } from '../../generated/protocol';
import { asClientError, call } from '../../host';
import { t } from '../../i18n/index.svelte';
import { undo } from '../../state/edits.svelte';
import { live } from '../../state/live.svelte';
import { toasts } from '../../state/toasts.svelte';
import { isNothing, nothing } from './decide';
import { byFate, detected, fate, headings, known, noChoices, rows, touched, unclear, type Fate, type ReportRow, type Unclear } from './report';

export const STEPS = ['file', 'columns', 'values', 'review'] as const;
export type Step = (typeof STEPS)[number];

interface Source {
  name: string;
  /** Base64. */
  content: string;
}

/** A row as it was when somebody first decided something about it. */
interface First {
  fate: Fate;
  row: ReportRow;
}

/** How often is asked how far it is, milliseconds. */
const LOOK = 150;
/** How long the name of a recipe may be, characters. */
const LONGEST = 80;

export class Wizard {
  step = $state<Step>('file');
  source = $state.raw<Source | null>(null);
  choices = $state.raw<ImportChoices>(noChoices());
  recipe = $state<string | null>(null);
  /** The recipe was found by the headings of the file; nobody chose it. */
  recognised = $state(false);
  /** The headings that were found before anybody said anything. */
  #found: string[] = [];
  #loaded: Promise<void> = Promise.resolve();
  #kept = $state.raw<SavedItem[]>([]);
  readonly recipes = $derived(this.#kept.map((item) => item.name));
  /** What there was before anybody chose something: nothing, or a recipe. */
  #begun = $state.raw<ImportChoices>(noChoices());
  report = $state.raw<ImportReport | null>(null);
  unclear = $state.raw<Unclear[]>([]);
  failed = $state.raw<ClientError | null>(null);
  busy = $state<'reading' | 'writing' | null>(null);
  /** How much is done, 0…1. */
  done = $state(0);
  /** Where the rejected rows were written. */
  written = $state<string | null>(null);
  /** The rows that were decided about stay where they were found. */
  first = $state.raw<ReadonlyMap<number, First>>(new Map());
  #asked = 0;

  readonly fates = $derived(this.report ? byFate(this.report) : null);
  readonly known = $derived(this.report ? known(this.report) : { organisations: [], sites: [], contacts: [] });
  /** How many rows would be added or changed. */
  readonly count = $derived((this.fates?.added.length ?? 0) + (this.fates?.changed.length ?? 0));
  /** Whether closing loses what somebody chose. */
  readonly chosen = $derived(
    (['columns', 'values', 'decisions', 'emptyClears'] as const).some((name) => JSON.stringify(this.choices[name]) !== JSON.stringify(this.#begun[name])),
  );
  /** The type of the records that the rows become. */
  readonly type = $derived<'offer' | 'site'>(this.report?.kind === 'organisations_campuses' ? 'site' : 'offer');

  #stopping = false;

  loadRecipes(): Promise<void> {
    return (this.#loaded = this.#load());
  }

  async #load(): Promise<void> {
    try {
      this.#kept = (await call('saved', { kind: 'recipe' })).items;
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }

  async open(file: File): Promise<void> {
    this.failed = null;
    this.busy = 'reading';
    this.done = 0;
    this.#stopping = false;
    try {
      const content = await base64(file);
      if (this.#stopping) {
        this.failed = { code: 'cancelled', args: {}, findings: [] };
        this.busy = null;
        return;
      }
      this.source = { name: file.name, content };
    } catch {
      this.failed = { code: 'file-unreadable', args: { path: file.name }, findings: [] };
      this.busy = null;
      return;
    }
    this.#begin(null);
    this.report = null;
    await this.check();
    this.#found = this.report ? headings(this.report) : [];
    await this.#recognise();
  }

  /** A file with the headings of one before is read as that was. */
  async #recognise(): Promise<void> {
    const [source, report] = [this.source, this.report];
    await this.#loaded;
    if (!report || this.report !== report || this.source !== source || this.recipe !== null) return;
    const name = this.#sameHeadings();
    if (name === null) return;
    await this.useRecipe(name, false);
    this.recognised = this.recipe === name;
  }

  /** The recipe that was kept last for a file in which the same headings were found. */
  #sameHeadings(): string | null {
    const own = JSON.stringify([...this.#found].sort());
    const same = this.#kept.filter(({ body }) => {
      const { found = [], headings } = body as unknown as Partial<Recipe> & Pick<Recipe, 'headings'>;
      return JSON.stringify([...(found.length > 0 ? found : headings)].sort()) === own;
    });
    return same.at(-1)?.name ?? null;
  }

  /** With a recipe it is refused where the file has other headings; the sheet of a recipe is one to prefer. */
  #question(source: Source, recipe: string | null = null): ImportAsked {
    const choices = recipe === null ? this.choices : { ...this.choices, sheet: null };
    return { path: source.name, content: source.content, about: null, organisation: null, recipe, choices };
  }

  /** Asks what importing would do; whether it was answered. A later question makes an earlier answer void. */
  async check(recipe: string | null = null): Promise<boolean> {
    const source = this.source;
    if (!source) return false;
    const number = ++this.#asked;
    this.busy = 'reading';
    this.done = 0;
    this.#stopping = false;
    this.written = null;
    const clock = setInterval(() => void this.#look(), LOOK);
    try {
      const report = await call('import_check', this.#question(source, recipe));
      if (number !== this.#asked) return false;
      this.report = report;
      this.unclear = unclear(report, this.unclear.filter((old) => this.choices.values[old.field]?.[old.text] !== undefined));
      this.failed = null;
      return true;
    } catch (error) {
      if (number === this.#asked) this.failed = asClientError(error);
      return false;
    } finally {
      clearInterval(clock);
      if (number === this.#asked) this.busy = null;
    }
  }

  async #look(): Promise<void> {
    try {
      // What is to stop may not have begun when it was said.
      this.done = (await call(this.#stopping ? 'import_cancel' : 'import_progress', {})).done;
    } catch {
      // The answer itself tells what is wrong.
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    try {
      await call('import_cancel', {});
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }

  async choose(change: Partial<ImportChoices>): Promise<void> {
    this.choices = { ...this.choices, ...change };
    await this.check();
  }

  /** How the file is read; other rows may come of it, so decisions about rows go. */
  async read(change: Partial<ImportChoices>): Promise<void> {
    this.first = new Map();
    await this.choose({ ...change, decisions: {} });
  }

  /** Keeps a row where it is, whatever becomes of it. */
  #hold(row: ReportRow): void {
    const now = fate(row);
    if (now && !this.first.has(row.source_row)) this.first = new Map(this.first).set(row.source_row, { fate: now, row });
  }

  decision(row: number): ImportDecision {
    return this.choices.decisions[row] ?? nothing();
  }

  /** Decides something about one row. */
  async decide(row: ReportRow, change: (decision: ImportDecision) => ImportDecision): Promise<void> {
    this.#hold(row);
    const { [row.source_row]: _, ...others } = this.choices.decisions;
    const made = change(this.decision(row.source_row));
    await this.choose({ decisions: isNothing(made) ? others : { ...others, [row.source_row]: made } });
  }

  /** What a column holds from now on; '' for nothing. */
  async column(heading: string, target: string): Promise<void> {
    await this.choose({ columns: { ...this.choices.columns, [heading]: target } });
  }

  /** What a text of a field means from now on: a code, '' for nothing at all, null for what is found out. */
  async meaning(field: string, text: string, code: string | null): Promise<void> {
    for (const row of this.report ? rows(this.report) : []) {
      if (row.errors.some((remark) => remark.value.trim() === text)) this.#hold(row);
    }
    const { [text]: _, ...others } = this.choices.values[field] ?? {};
    const all = code === null ? others : { ...others, [text]: code };
    const { [field]: __, ...fields } = this.choices.values;
    await this.choose({ values: Object.keys(all).length > 0 ? { ...fields, [field]: all } : fields });
  }

  /** Begins anew with what a recipe says, or with nothing. */
  #begin(name: string | null): void {
    const body = this.#kept.find((item) => item.name === name)?.body as Partial<Recipe> | undefined;
    this.recipe = name;
    this.recognised = false;
    this.choices = { ...noChoices(), ...body?.choices };
    this.#begun = this.choices;
    this.first = new Map();
    // What its texts mean stands among the values, to be changed.
    this.unclear = Object.entries(this.choices.values).flatMap(([field, meanings]) =>
      Object.keys(meanings ?? {}).map((text) => ({ field, text, code: null, cells: 0 })),
    );
  }

  /** `told`: that it does not fit is said. */
  async useRecipe(name: string | null, told = true): Promise<void> {
    this.#begin(name);
    const answered = await this.check(name);
    // One that does not fit is said and left aside.
    if (this.failed && name !== null && this.recipe === name) {
      const why = this.failed;
      this.#begin(null);
      await this.check();
      if (told) toasts.error(why);
      return;
    }
    // Where the workbook has no sheet of the name that it remembers, another one was read.
    const sheet = answered && this.report ? detected(this.report).sheet : null;
    if (sheet !== null && this.choices.sheet !== null && sheet !== this.choices.sheet) {
      this.choices = { ...this.choices, sheet };
      this.#begun = this.choices;
    }
  }

  /**
   * What somebody chose for a file is remembered for the next one with these
   * headings: under the name of the file, or the one that it had before.
   */
  async #remember(): Promise<void> {
    const { report, source } = this;
    const { columns, values, sheet, headerRows } = this.choices;
    const said = Object.keys(columns).length + Object.keys(values).length > 0 || sheet !== null || headerRows !== null;
    if (!report || !source || this.recipe !== null || !said) return;
    const name = source.name.replace(/\.[^.]*$/, '').slice(0, LONGEST);
    await this.keepRecipe(this.#sameHeadings() ?? name);
  }

  /** Keeps what was chosen under a name, for files with the same headings. */
  async keepRecipe(name: string): Promise<boolean> {
    const report = this.report;
    if (!report) return false;
    const named = detected(report).columns.filter((column) => column.heading.trim() !== '');
    const body: Recipe = {
      headings: headings(report),
      found: this.#found,
      choices: {
        ...this.choices,
        kind: report.kind,
        columns: Object.fromEntries(named.map((column) => [column.heading, column.target])),
        decisions: {},
      },
    };
    try {
      const kept = await call('save', { kind: 'recipe', name, body, locked: false });
      this.#kept = kept.items;
      return true;
    } catch (error) {
      toasts.error(asClientError(error));
      return false;
    }
  }

  async saveRejected(): Promise<void> {
    if (!this.source) return;
    try {
      this.written = (await call('import_rejected', this.#question(this.source))).path;
    } catch (error) {
      toasts.error(asClientError(error));
    }
  }

  /** Makes the pending edits, as one step. */
  async confirm(): Promise<boolean> {
    if (!this.source || this.busy) return false;
    this.busy = 'writing';
    try {
      const report = await call('import', this.#question(this.source));
      await this.#remember();
      await live.refresh();
      live.pulls += 1;
      const { done } = report;
      if (done) {
        const { added, changed, contacts, organisations } = touched(report);
        toasts.info(
          () => `${t('import-done', { count: added + changed, invalid: done.invalid })} ${t('import-along', { contacts, organisations })}`.trim(),
          () => void undo(),
        );
      }
      return true;
    } catch (error) {
      this.failed = asClientError(error);
      return false;
    } finally {
      this.busy = null;
    }
  }
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''));
    reader.onerror = () => reject(new Error('unreadable'));
    reader.readAsDataURL(file);
  });
}
