// Made from crates/protocol by `cargo xtask types`. Do not edit.

export type RecordType = 'organisation' | 'site' | 'contact' | 'account' | 'offer' | 'review';
export type Language = 'nl' | 'fr' | 'en';
export type Subject = 'programme' | 'event' | 'companyOffer';
export type OfferStatus = 'removed' | 'archived' | 'published' | 'unpublished' | 'draft';
export type Severity = 'error' | 'advice';
export type FindingCode = 'required' | 'wrong-type' | 'unknown-field' | 'unknown-code' | 'not-for-side' | 'not-applicable' | 'too-long' | 'too-many' | 'only-one' | 'out-of-range' | 'control-characters' | 'invalid-email' | 'invalid-website' | 'invalid-date' | 'unknown-reference' | 'other-organisation' | 'retired-reference' | 'site-outside-provinces' | 'entity-outside-provinces' | 'province-elsewhere' | 'level-in-name' | 'level-conflict' | 'only-level-in-name' | 'domain-missing' | 'jargon' | 'short-programme' | 'published-while-archived' | 'published-while-removed' | 'kind-may-not' | 'reason-required' | 'reason-not-for-verdict';
export type Verdict = 'keep' | 'remove' | 'ask' | 'defer' | 'restore' | 'answer' | 'objection';
export type Action = 'accounts.manage' | 'accounts.view' | 'organisation.edit' | 'offer.create' | 'offer.edit' | 'offer.archive' | 'offer.viewOwn' | 'search.otherSide' | 'interest.send' | 'offer.remove' | 'accountRequest.decide';
export type Grant = 'allow' | 'view' | 'deny' | 'gate' | 'first_administrator' | 'locked_fields';
export type Side = 'institution' | 'company' | 'operator' | 'member' | 'none';
export type RowState = 'clean' | 'changed' | 'waiting' | 'invalid' | 'conflict' | 'refused' | 'removed';
export type Phase = 'firstRun' | 'locked' | 'damaged' | 'signedOut' | 'ready';
export type TabKey = 'leaves' | 'moves';
export type EnterKey = 'down' | 'right';
export type Standing = 'starting' | 'inOrder' | 'catchingUp' | 'offline' | 'notTheService' | 'busy' | 'sessionEnded' | 'accountDisabled' | 'tooOld' | 'troubled';
export type ErrorCode = 'not-signed-in' | 'invalid-credentials' | 'session-ended' | 'account-disabled' | 'rate-limited' | 'not-allowed' | 'not-available' | 'unreachable' | 'not-the-service' | 'unavailable' | 'refused' | 'client-too-old' | 'insecure-address' | 'certificate-dates' | 'locked' | 'no-keyring' | 'wrong-passphrase' | 'weak-passphrase' | 'already-open' | 'not-damaged' | 'newer-cache' | 'damaged-cache' | 'disk' | 'not-found' | 'ambiguous-id' | 'unknown-field' | 'invalid-value' | 'locked-field' | 'waiting' | 'pending-edits' | 'other-account' | 'confirm-needed' | 'cannot-delete' | 'reason-needed' | 'look-again' | 'decided-meanwhile' | 'removed' | 'invalid-pattern' | 'saved-locked' | 'view-closed' | 'file-unreadable' | 'file-unwritable' | 'file-empty' | 'file-too-large' | 'file-unpacks-too-large' | 'file-too-wide' | 'file-too-long' | 'file-cell-too-long' | 'file-protected' | 'file-not-a-spreadsheet' | 'file-unsafe' | 'file-broken-text' | 'file-damaged' | 'sheet-unknown' | 'import-not-understood' | 'column-missing' | 'organisation-unknown' | 'recipe-unknown' | 'recipe-does-not-fit' | 'decision-unfit' | 'cancelled' | 'internal';
/** A record's fields; sets are objects of members. */
export type Fields = Record<string, unknown>;
/** Any JSON. */
export type JsonValue = unknown;
/** A broken rule: the sentence is `finding-<code>`. */
export type Finding = { pointer: string; code: FindingCode; severity: Severity; args?: Record<string, string> };
export type ClientError = { 
/**
 * What went wrong.
 */
code: ErrorCode, 
/**
 * What the sentence needs, by name.
 */
args: { [key in string]: string }, 
/**
 * Broken rules, where the error is one of values.
 */
findings: Finding[], };
export type AccountInfo = { 
/**
 * The account's id.
 */
id: string, 
/**
 * The address it signs in with.
 */
email: string, 
/**
 * The person's name.
 */
name: string, 
/**
 * The role's code, of `roles.json`.
 */
role: string, 
/**
 * The side: `institution`, `company` or `operator`.
 */
side: string, 
/**
 * The organisation's id.
 */
organisation: string, 
/**
 * The organisation's code (`KUL`).
 */
organisationCode: string, 
/**
 * The person's language.
 */
language: string, 
/**
 * Other organisations that the account works for as well.
 */
memberships?: string[], };
export type ItemStatus = "applied" | "merged" | "noop" | "conflict" | "gone" | "invalid" | "forbidden" | "duplicate" | "blocked";
export type Summary = { applied: number, merged: number, noop: number, conflict: number, gone: number, invalid: number, forbidden: number, duplicate: number, blocked: number, };
export type Effect = { 
/**
 * `offers-shown` or `offers-hidden` (on the public list), `offers-removed`,
 * `offers-restored`, `records-archived`.
 */
code: string, 
/**
 * How many records it concerns.
 */
count: number, };
export type Nothing = Record<symbol, never>;
export type Session = { 
/**
 * What to show.
 */
phase: Phase, 
/**
 * Whether the system keyring can be used; if not, sign-in takes a passphrase.
 */
keyring: boolean, 
/**
 * Why the cache is locked: `keyring-empty`, `keyring-unavailable`, `other-key`, `passphrase`.
 */
lockedBecause: string | null, 
/**
 * What opens a locked cache: `passphrase`, `recovery-code`.
 */
openedBy: Array<string>, 
/**
 * Records with edits that only this machine has; of a locked cache,
 * as many as were last counted.
 */
unsent: number, 
/**
 * The service's address, as last used or as pre-filled.
 */
service: string, 
/**
 * Who the cache belongs to.
 */
account: AccountInfo | null, 
/**
 * What the role may do: grants by action code (a mirror; the service decides).
 */
rights: { [key in string]: string }, 
/**
 * Whether the session at the service still lives; without it edits stay here.
 */
connected: boolean, 
/**
 * The language and theme chosen.
 */
preferences: Preferences, 
/**
 * The folder that files are written to.
 */
folder: string, };
export type Preferences = { 
/**
 * `nl`, `fr` or `en`; none: the system's.
 */
language: Language | null, 
/**
 * `system`, `light` or `dark`.
 */
theme: string | null, 
/**
 * How large the window draws, in percent, `50..=300`; none: 100.
 */
zoom?: number, 
/**
 * Own keys of commands, in place of those that they come with:
 * `where.command` to combinations such as `Ctrl+Shift+E`.
 */
keys?: { [key in string]: Array<string> }, 
/**
 * What Tab does in a list; none: it leads out of it.
 */
tab?: TabKey, 
/**
 * Where Enter leads after a cell was written; none: down.
 */
enter?: EnterKey, };
export type Unlock = { 
/**
 * The passphrase or the recovery code.
 */
secret: string, 
/**
 * A passphrase that opens it from now on, in place of an earlier one.
 */
passphrase: string | null, };
export type Salvage = { 
/**
 * The passphrase or the recovery code, where the keyring does not open it.
 */
secret: string | null, };
export type Salvaged = { 
/**
 * Where the client stands now.
 */
session: Session, 
/**
 * Edits that are in quarantine now, to be put back after the next pull.
 */
edits: number, 
/**
 * Edits that were there and cannot be read.
 */
unreadable: number, 
/**
 * The folder that the damaged files are in.
 */
folder: string, };
export type SetAside = { 
/**
 * Where the client stands now.
 */
session: Session, 
/**
 * The folder of data that holds the cache with its keys.
 */
folder: string, };
export type SignIn = { 
/**
 * The service's address.
 */
service: string, 
/**
 * The account's e-mail.
 */
email: string, 
/**
 * Its password.
 */
password: string, 
/**
 * The passphrase of a new cache where there is no keyring.
 */
passphrase: string | null, };
export type PasswordForgotten = { 
/**
 * The service's address.
 */
service: string, 
/**
 * The account's e-mail.
 */
email: string, };
export type SignedIn = { 
/**
 * Where the client stands now.
 */
session: Session, 
/**
 * Shown once, when the cache was made; none where scripts brought the passphrase.
 */
recoveryCode: string | null, };
export type SignOut = { 
/**
 * Deletes the cache as well, with its unsent edits.
 */
discard: boolean, };
export type RecoveryCode = { 
/**
 * In groups for reading; none where the passphrase is the only key.
 */
code: string | null, };
export type Status = { 
/**
 * Whether somebody is signed in.
 */
signedIn: boolean, 
/**
 * Their e-mail.
 */
account: string | null, 
/**
 * Their organisation's code.
 */
organisation: string | null, 
/**
 * The service's address.
 */
service: string | null, 
/**
 * Whether the service answered last time.
 */
online: boolean, 
/**
 * Whether the last pull reached the end.
 */
caughtUp: boolean, 
/**
 * The service's time at that moment, RFC 3339.
 */
asOf: string | null, 
/**
 * Records in the cache by type.
 */
records: Record<string, number>, 
/**
 * Records with unsent edits.
 */
pending: number, 
/**
 * Of these, in conflict.
 */
conflicts: number, 
/**
 * Of these, refused.
 */
refused: number, 
/**
 * Of these, invalid.
 */
invalid: number, 
/**
 * Edits under a lost right.
 */
quarantined: number, 
/**
 * Whether there is a step to take back.
 */
canUndo: boolean, 
/**
 * Whether there is one to do again.
 */
canRedo: boolean, 
/**
 * The step to take back.
 */
undo: StepName | null, 
/**
 * The one to do again.
 */
redo: StepName | null, 
/**
 * Grows with every change of the cache.
 */
version: number, };
export type SyncState = { 
/**
 * Where it stands.
 */
standing: Standing, 
/**
 * The code of what went wrong last, where something did.
 */
trouble: string | null, 
/**
 * Seconds until the service is asked again by itself.
 */
nextIn: number | null, 
/**
 * Whether the service tells when something is new.
 */
listening: boolean, 
/**
 * The service's time when everything was last read, RFC 3339.
 */
asOf: string | null, 
/**
 * The service's time when the cache was last found equal to it, RFC 3339.
 */
verifiedAt: string | null, 
/**
 * This program's version.
 */
version: string, 
/**
 * The oldest version that may send, where that is newer than this one.
 */
oldestPush: string | null, 
/**
 * Records with edits that can be sent.
 */
ready: number, 
/**
 * Records sent and not answered yet.
 */
waiting: number, 
/**
 * Records in conflict.
 */
conflicts: number, 
/**
 * Records whose edits were refused.
 */
refused: number, 
/**
 * Records that a rule keeps from being sent.
 */
invalid: number, 
/**
 * Edits set aside because a right was lost.
 */
quarantined: number, 
/**
 * Pushes that a restored service does not know any more.
 */
lost: number, 
/**
 * Copies of the cache that were made before something large, newest first.
 */
backups: Array<Backup>, };
export type PullReply = { 
/**
 * Records new or changed.
 */
received: number, 
/**
 * Records gone.
 */
removed: number, 
/**
 * Whether there is nothing more.
 */
caughtUp: boolean, 
/**
 * The service's time, RFC 3339.
 */
asOf: string | null, 
/**
 * Records in conflict now.
 */
conflicts: number, };
export type Push = { 
/**
 * Ask only.
 */
dryRun: boolean, 
/**
 * What the person says about it.
 */
comment: string | null, 
/**
 * The person agreed to a large push.
 */
confirm: boolean, 
/**
 * Send nothing new and no more than a few before the person was asked.
 */
wary: boolean, 
/**
 * What shall go; none: all that can.
 */
ticks: Array<Tick> | null, };
export type PushReply = { 
/**
 * The push's id; empty if there was nothing to send.
 */
push: string, 
/**
 * Whether nothing was written.
 */
dryRun: boolean, 
/**
 * Counts by outcome.
 */
summary: Summary, 
/**
 * What was not taken, or would not be.
 */
results: Array<ItemOutcome>, 
/**
 * With a dry run: what else would happen.
 */
effects: Array<Effect>, 
/**
 * Nothing was sent: the numbers need a confirmation first.
 */
needsConfirm: ConfirmNeeded | null, 
/**
 * Nothing was sent: the person at the screen is asked first.
 */
asks: Sending | null, 
/**
 * It was stopped before all was sent.
 */
stopped: Stopped | null, };
export type ChangesExport = { 
/**
 * What shall be in it; none: all that can be sent.
 */
ticks: Array<Tick>, 
/**
 * `xlsx`, `csv` or `json`.
 */
format: string, 
/**
 * What stands between the cells of a text, `;` or `,`; none: `;`.
 */
delimiter: string | null, };
export type Stopped = { 
/**
 * Not sent: pending as before.
 */
left: number, 
/**
 * Sent, and not answered yet.
 */
unanswered: number, };
export type ConfirmNeeded = { 
/**
 * Records created or updated.
 */
updates: number, 
/**
 * Records removed, archived, retired or deleted.
 */
removals: number, };
export type Sending = { 
/**
 * Records.
 */
records: number, 
/**
 * Of these, those that are new.
 */
creates: number, };
export type ItemOutcome = { 
/**
 * The mutation's id; with a dry run of a revert the one it takes back.
 */
mid: string, 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its heading, for people.
 */
heading: string, 
/**
 * The outcome.
 */
status: ItemStatus, 
/**
 * The problem's code, if there is one.
 */
code: string | null, 
/**
 * Broken rules.
 */
findings: Finding[], 
/**
 * Fields in conflict.
 */
conflicts: Array<Conflict>, 
/**
 * More about it: Agoria's removal, the missing right.
 */
detail: unknown, };
export type Condition = { 
/**
 * A field's dotted name, or `state`, `status`; of offers also `criterion`
 * (one that asks a reviewer for a look) and `changed` (a field that
 * changed since the latest decision, of an offer that waits).
 */
field: string, 
/**
 * The value: a code, an id, a text; empty: no value; a member for sets;
 * `?` for coded fields: what is in no list; a number or day may stand
 * behind `>`, `>=`, `<` or `<=`, and a day may be a month or a year.
 */
value: string, 
/**
 * More values: it is enough that one of them all holds.
 */
or?: Array<string>, };
export type Sort = { 
/**
 * A field's dotted name, or `state`, `status`, `organisation`.
 */
field: string, 
/**
 * Z to A.
 */
descending: boolean, };
export type ViewOpen = { 
/**
 * The type of its records.
 */
type: RecordType, 
/**
 * The filter.
 */
where: Array<Condition>, 
/**
 * Words to find, as typed.
 */
search: string, 
/**
 * The sort; then by name.
 */
sort: Array<Sort>, 
/**
 * Only offers that wait for a reviewer: new or changed since the last verdict.
 */
reviewQueue: boolean, };
export type View = { 
/**
 * Its number, for windows.
 */
view: number, 
/**
 * How many rows it has.
 */
count: number, 
/**
 * The cache's version when it was opened.
 */
version: number, };
export type ViewWindow = { 
/**
 * The view.
 */
view: number, 
/**
 * The first rank, from 0.
 */
from: number, 
/**
 * How many rows, at most 500.
 */
count: number, };
export type Window = { 
/**
 * The cache's version now.
 */
version: number, 
/**
 * The first rank.
 */
from: number, 
/**
 * The rows.
 */
rows: Array<Row>, };
export type Row = { 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its organisation's code.
 */
organisation: string, 
/**
 * Its revision; none for a creation that was not sent.
 */
rev: string | null, 
/**
 * Its state.
 */
state: RowState, 
/**
 * An offer's status.
 */
status: OfferStatus | null, 
/**
 * Its fields, edits included.
 */
fields: Fields, 
/**
 * Names of the records that its fields refer to, by id.
 */
names: { [key in string]: string }, 
/**
 * Fields with unsent edits.
 */
changed: Array<string>, 
/**
 * Fields in conflict.
 */
conflicts: Array<string>, 
/**
 * Broken rules and advice.
 */
findings: Finding[], 
/**
 * How many offers use a site or contact, where a list or a form tells it.
 */
usedBy: number | null, 
/**
 * How likely an offer is not technological, in thousandths; none where
 * it was not judged.
 */
score: number | null, 
/**
 * Where an offer stands with the reviewers, in lists of a reviewer.
 */
review: InReview | null, 
/**
 * What its owner answered to a question.
 */
answer: Answer | null, };
export type ViewLocate = { 
/**
 * The view.
 */
view: number, 
/**
 * The record.
 */
id: string, };
export type Located = { 
/**
 * Its rank, unless it is not in the view.
 */
rank: number | null, };
export type RecordRef = { 
/**
 * Its type.
 */
type: RecordType, 
/**
 * Its id.
 */
id: string, };
export type RecordView = { 
/**
 * Its row.
 */
row: Row, 
/**
 * The fields as the service last had them; none for a creation.
 */
base: Fields | null, 
/**
 * Unsent edits.
 */
pending: Array<FieldChange>, 
/**
 * Open questions.
 */
conflicts: Array<Conflict>, 
/**
 * An offer's heading as the website shows it, by language.
 */
headings: { [key in string]: string }, 
/**
 * What follows from other values and is written with them.
 */
derived: Array<Derived>, 
/**
 * Verdicts on an offer, newest first.
 */
reviews: Array<Row>, 
/**
 * Why the service refused the last push, if it did: its code and detail.
 */
refusal: unknown, 
/**
 * Whether the account may edit it.
 */
editable: boolean, };
export type FieldChange = { 
/**
 * Its dotted name.
 */
field: string, 
/**
 * The service's value.
 */
before: unknown, 
/**
 * The value here.
 */
after: unknown, 
/**
 * The undo step that last changed it.
 */
step: number | null, };
export type Conflict = { 
/**
 * Its dotted name.
 */
field: string, 
/**
 * The value both started from.
 */
base: unknown, 
/**
 * The value here.
 */
mine: unknown, 
/**
 * The service's value.
 */
theirs: unknown, 
/**
 * Who made theirs.
 */
by: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Of a decision, what somebody else has said of the offer since: the
 * verdict, or the kind of message.
 */
word: string | null, 
/**
 * Its words, by language.
 */
note: { [key in string]: string }, 
/**
 * Of a decision, what changed of the offer since it was looked at.
 */
changes: Array<FieldChange>, };
export type Draft = { 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record they would change; none for a new one.
 */
id: string | null, 
/**
 * A merge patch, or the fields of the new record.
 */
fields: Fields, };
export type Checked = { 
/**
 * Broken rules and advice.
 */
findings: Finding[], 
/**
 * An offer's heading by language.
 */
headings: { [key in string]: string }, 
/**
 * User-perceived characters per text field.
 */
counts: Record<string, number>, 
/**
 * What follows from other values and is written with them.
 */
derived: Array<Derived>, };
export type Derived = { 
/**
 * The field.
 */
field: string, 
/**
 * Its value.
 */
value: string, 
/**
 * The field that it follows from.
 */
from: string, };
export type Edit = { 
/**
 * The edits: all in one transaction and one undo step.
 */
edits: Array<RecordEdit>, };
export type RecordEdit = { 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * A merge patch.
 */
patch: Fields, };
export type Create = { 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * Its fields.
 */
fields: Fields, };
export type Duplicate = { 
/**
 * The offer.
 */
id: string, 
/**
 * What differs in the copy, a merge patch (another form of a company offer).
 */
patch: Fields, };
export type Discard = { 
/**
 * Of these records.
 */
records: Array<RecordRef>, 
/**
 * Only of this field.
 */
field: string | null, };
export type Resolve = { 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * The field.
 */
field: string, 
/**
 * `mine`, `theirs`, or `value` with the value beside it.
 */
take: string, 
/**
 * The value for `take: "value"`.
 */
value: unknown, };
export type ResolveAll = { 
/**
 * Only of records of this type.
 */
type: RecordType | null, 
/**
 * Only of these records; none: all.
 */
records: Array<RecordRef> | null, 
/**
 * Only about these fields; none: every open question.
 */
fields: Array<string> | null, 
/**
 * Only of records with no other open question than about these fields.
 */
only: boolean, 
/**
 * `mine` or `theirs`.
 */
take: string, };
export type ConflictPage = { 
/**
 * The first, from 0.
 */
from: number, 
/**
 * How many, at most 200.
 */
count: number, 
/**
 * Only this combination; none: all.
 */
group: ConflictGroup | null, };
export type Conflicts = { 
/**
 * How many in all.
 */
total: number, 
/**
 * How many of the combination that was asked for.
 */
shown: number, 
/**
 * The combinations of fields, the most frequent first.
 */
groups: Array<ConflictGroup>, 
/**
 * The page.
 */
records: Array<PendingRecord>, };
export type ConflictGroup = { 
/**
 * Their type.
 */
type: RecordType, 
/**
 * The fields, in the order of their names; none when the record is gone at the service.
 */
fields: Array<string>, 
/**
 * How many records.
 */
count: number, };
export type EditReply = { 
/**
 * Records that changed.
 */
changed: number, 
/**
 * Records that were so already.
 */
unchanged: number, 
/**
 * Of the changed ones, those that a rule keeps from being sent.
 */
invalid: number, 
/**
 * The undo step; none if nothing changed.
 */
step: number | null, 
/**
 * The records, at most 100.
 */
ids: string[], 
/**
 * Sites that fell away with their province (ET-81), at most 100.
 */
dropped: Array<DroppedSite>, 
/**
 * What kind of step it was: `edit`, `create`, … for undo and redo.
 */
action: string, 
/**
 * What the one record is called that an undo or redo changed; empty for several.
 */
heading: string, 
/**
 * Of an undo or redo: what the step was.
 */
detail: StepDetail, 
/**
 * Of the changed ones, those that had nothing to send before: what was
 * taken back had been sent, and that it is taken back waits to be sent.
 */
waits: number, 
/**
 * Of a step taken back, the records it made that the service has: they stay.
 */
kept: number, 
/**
 * Of a bulk edit: records that may not be changed.
 */
notAllowed: number, 
/**
 * Of a bulk edit: archived offers it was about, changed or left as they are.
 */
archived: number, 
/**
 * Of a bulk edit: pasted cells that could not be read.
 */
unread: number, 
/**
 * Nothing was done: the numbers need a confirmation first.
 */
needsConfirm: ConfirmNeeded | null, };
export type ImportChoices = { 
/**
 * The sheet of a workbook.
 */
sheet: string | null, 
/**
 * The encoding of a text.
 */
encoding: string | null, 
/**
 * The delimiter of a text, one character.
 */
delimiter: string | null, 
/**
 * `institution_offers`, `company_offers` or `organisations_campuses`.
 */
kind: string | null, 
/**
 * The numbers of the rows with headings, from 1; none: there are no headings.
 */
headerRows: Array<number> | null, 
/**
 * What columns hold, by heading: a field (`name`), a field with the
 * code that a mark adds (`collaboration_forms=CASE`), or nothing.
 */
columns: { [key in string]: string }, 
/**
 * What texts mean, by field and text: codes; for campuses also their
 * ids, for contacts an e-mail; empty for a text that is left away.
 */
values: { [key in string]: { [key in string]: string } }, 
/**
 * Whether an empty cell clears the field of a record that exists; else it leaves it.
 */
emptyClears: boolean | null, 
/**
 * What was decided about single rows, by their number in the file.
 */
decisions: { [key in number]: ImportDecision }, };
export type ImportDecision = { 
/**
 * What the row is: `new`, `merge` (into the row that it repeats),
 * `leave` (it is left out), or the id of the record that is meant;
 * none: what is found out.
 */
row: string | null, 
/**
 * For fields that changed on both sides, by dotted name: `here` keeps
 * what is here, `file` takes what the file says.
 */
fields: { [key in string]: string }, 
/**
 * Texts in the place of the row's cells, by what the column holds.
 */
values: { [key in string]: string }, };
export type ImportAsked = { 
/**
 * The file; with `content` only its name.
 */
path: string, 
/**
 * What is in the file, base64, where it is not to be read from its path.
 */
content: string | null, 
/**
 * `offer` or `site`: only files about these; none: whatever it is about.
 */
about: string | null, 
/**
 * The code of the organisation of rows that name none; none: the account's.
 */
organisation: string | null, 
/**
 * The name of a recipe, used where `choices` says nothing.
 */
recipe: string | null, 
/**
 * What was chosen.
 */
choices: ImportChoices, };
export type Recipe = { 
/**
 * The headings that a file has to have.
 */
headings: Array<string>, 
/**
 * The headings that were found before anything was said of the file: by
 * them the next one is known, whose sheet or headings are not found
 * either. None: the same.
 */
found: Array<string>, 
/**
 * The choices.
 */
choices: ImportChoices, };
export type Progress = { 
/**
 * How much is done, `0.0..=1.0`.
 */
done: number, };
export type ImportReport = { 
/**
 * What it is about.
 */
kind: string, 
/**
 * What was found out about file, sheet, headings and columns.
 */
detected: Record<string, unknown>, 
/**
 * Each row with its status, values, warnings and errors; for offers of
 * organisations that are here also its `action`, the `id` it was
 * matched with, and the `changes`.
 */
rows: Record<string, unknown>[], 
/**
 * Counts by status, remark and action, and the offers that no row speaks of.
 */
summary: Record<string, unknown>, 
/**
 * What was done; nothing where it was only asked.
 */
done?: EditReply, };
export type Scope = { "by": "ids", 
/**
 * Their type.
 */
type: RecordType, 
/**
 * The records, in this order.
 */
ids: string[], } | { "by": "filter", 
/**
 * The filter.
 */
filter: ViewOpen, } | { "by": "ranks", 
/**
 * The view.
 */
view: number, 
/**
 * The ranks, in this order.
 */
ranges: Array<RankRange>, };
export type RankRange = { 
/**
 * The first, from 0.
 */
from: number, 
/**
 * How many.
 */
count: number, };
export type PendingSet = { "by": "all", } | { "by": "step", 
/**
 * The step's number.
 */
step: number | null, } | { "by": "field", 
/**
 * The records' type.
 */
type: RecordType, 
/**
 * The field's dotted name.
 */
field: string, } | { "by": "record", 
/**
 * Its type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, };
export type Grouping = "record" | "field" | "step";
export type Tick = { 
/**
 * Which edits.
 */
set: PendingSet, 
/**
 * Whether they go.
 */
on: boolean, };
export type ChangeGroupsAsked = { 
/**
 * How they are put together.
 */
groupBy: Grouping, 
/**
 * What was ticked.
 */
ticks: Array<Tick>, 
/**
 * The first group, from 0.
 */
from: number, 
/**
 * How many groups.
 */
count: number, };
export type ChangeGroups = { 
/**
 * Records with pending edits.
 */
records: ChangeCounts, 
/**
 * Groups in all.
 */
total: number, 
/**
 * The groups asked for; steps from the newest, fields in their order.
 */
groups: Array<ChangeGroup>, 
/**
 * Records that wait for the service's answer.
 */
waiting: number, 
/**
 * What goes although it was not ticked, since what was ticked refers to
 * it: some of it, to be named.
 */
along: Array<NamedRecord>, 
/**
 * How much that is.
 */
alongCount: number, 
/**
 * What the service said it would do, if it was asked.
 */
verdicts: VerdictState | null, };
export type ChangeCounts = { 
/**
 * Records.
 */
total: number, 
/**
 * Of these, those that can go.
 */
ready: number, 
/**
 * Of these, those that shall go.
 */
going: number, };
export type ChangeGroup = { 
/**
 * Which they are.
 */
set: PendingSet, 
/**
 * How many.
 */
records: ChangeCounts, 
/**
 * The step, where it is one.
 */
step: StepEntry | null, 
/**
 * The record, where the step left edits of one only.
 */
record: NamedRecord | null, };
export type NamedRecord = { 
/**
 * Its type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its heading, for people.
 */
heading: string, };
export type VerdictState = { 
/**
 * Something was edited or ticked since.
 */
stale: boolean, };
export type ChangePageAsked = { 
/**
 * Which.
 */
set: PendingSet, 
/**
 * What was ticked.
 */
ticks: Array<Tick>, 
/**
 * The first, from 0.
 */
from: number, 
/**
 * How many, at most 200.
 */
count: number, };
export type ChangePage = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The page: what needs a person first.
 */
records: Array<ChangeRecord>, };
export type ChangeRecord = { 
/**
 * The record and its edits.
 */
record: PendingRecord, 
/**
 * Whether it was ticked.
 */
ticked: boolean, 
/**
 * Whether it goes without, since what was ticked refers to it.
 */
along: boolean, 
/**
 * What the service said it would do with it.
 */
verdict: ItemOutcome | null, 
/**
 * Whether something was edited, ticked or fetched since.
 */
stale: boolean, };
export type DiscardTicked = { 
/**
 * What was ticked.
 */
ticks: Array<Tick>, };
export type Retry = { 
/**
 * Of these records.
 */
records: Array<RecordRef>, };
export type TextChange = "trim" | "upper" | "lower" | "capital" | "prefix" | "suffix" | "withoutPrefix" | "withoutSuffix";
export type Operation = { "op": "change", 
/**
 * Values to set; sets as on the wire, with the members they shall have.
 */
set?: { [key in string]: JsonValue }, 
/**
 * Fields to clear.
 */
clear?: Array<string>, 
/**
 * Members to add, by field.
 */
add?: { [key in string]: Array<string> }, 
/**
 * Members to take away, by field.
 */
remove?: { [key in string]: Array<string> }, } | { "op": "replaceContact", 
/**
 * The contact now.
 */
from: string | null, 
/**
 * The contact from now on.
 */
to: string, 
/**
 * Retires `from` as well.
 */
retire?: boolean, } | { "op": "duplicate", } | { "op": "rollOver", 
/**
 * How many years.
 */
years: number, } | { "op": "confirm", } | { "op": "text", 
/**
 * In these fields.
 */
fields: Array<string>, 
/**
 * How.
 */
change: TextChange, 
/**
 * The text of prefix and suffix.
 */
text?: string, } | { "op": "move", 
/**
 * The field that becomes empty.
 */
from: string, 
/**
 * The field that gets the text.
 */
to: string, 
/**
 * What goes between it and the text that is there; none: the text that
 * is there goes.
 */
join: string | null, } | { "op": "replace", 
/**
 * In these fields: texts, and free texts of sets.
 */
fields: Array<string>, 
/**
 * What to find.
 */
find: string, 
/**
 * What to put there; with `regex`, `$1` is the first group and `$0` all of it.
 */
with: string, 
/**
 * `find` is a regular expression.
 */
regex?: boolean, 
/**
 * Capitals count.
 */
case?: boolean, 
/**
 * Whole words only.
 */
word?: boolean, 
/**
 * Hits that stay as they are.
 */
except?: Array<Hit>, } | { "op": "fill", 
/**
 * Of these fields.
 */
fields: Array<string>, } | { "op": "paste", 
/**
 * The columns, from the first one pasted into.
 */
fields: Array<string>, 
/**
 * The texts, row by row; rows may be of different length.
 */
cells: Array<Array<string>>, 
/**
 * Makes new offers of the rows that find no row in the scope.
 */
create?: boolean, } | { "op": "fix", 
/**
 * The rule.
 */
rule: FindingCode, 
/**
 * Only at this field.
 */
field?: string, };
export type Hit = { 
/**
 * The record.
 */
id: string, 
/**
 * The field.
 */
field: string, 
/**
 * Which hit in the field, from 0; none: all of them.
 */
at: number | null, };
export type Bulk = { 
/**
 * Which records.
 */
scope: Scope, 
/**
 * What is done.
 */
operation: Operation, 
/**
 * Archived offers stay as they are, unless they come out of the archive.
 */
leaveArchived?: boolean, 
/**
 * The person agreed to archive or retire many.
 */
confirm?: boolean, };
export type BulkAsked = { 
/**
 * Which records.
 */
scope: Scope, 
/**
 * What would be done.
 */
operation: Operation, 
/**
 * As in [`Bulk`].
 */
leaveArchived?: boolean, 
/**
 * The first sample to show, from 0.
 */
from?: number, };
export type BulkPreview = { 
/**
 * Records in the scope.
 */
records: number, 
/**
 * Records that would change, new ones included.
 */
changed: number, 
/**
 * Records that are so already.
 */
unchanged: number, 
/**
 * Archived offers that the operation is about: among the changed ones, or
 * left as they are where that was asked for.
 */
archived: number, 
/**
 * Of the changed ones, those that would be new.
 */
created: number, 
/**
 * Of the changed ones, those that a rule would keep from being sent.
 */
invalid: number, 
/**
 * Why, by field and rule, the most frequent first.
 */
problems: Array<ProblemGroup>, 
/**
 * Records that may not be changed.
 */
notAllowed: number, 
/**
 * Why: counts by code (`removed`, `not-allowed`, `locked-field`).
 */
reasons: Record<string, number>, 
/**
 * Cells that would change, by field.
 */
fields: Record<string, number>, 
/**
 * Places that a search found.
 */
hits: number, 
/**
 * Pasted cells that cannot be read; they would be invalid or, where the
 * field cannot hold them, left as they are.
 */
unread: number, 
/**
 * Pasted rows that find no row in the scope.
 */
beyond: number, 
/**
 * Sites that would fall away with their province.
 */
dropped: number, 
/**
 * Doing it needs a confirmation of these numbers.
 */
needsConfirm: ConfirmNeeded | null, 
/**
 * Some records before and after, invalid ones first; at most 200.
 */
samples: Array<BulkSample>, };
export type BulkSample = { 
/**
 * Its type.
 */
type: RecordType, 
/**
 * The record; of a new one the one it is copied from, if any.
 */
id: string | null, 
/**
 * Its place in the scope, from 0.
 */
place: number, 
/**
 * Whether it would be new.
 */
created: boolean, 
/**
 * Its heading, for people.
 */
heading: string, 
/**
 * What would change.
 */
changes: Array<FieldChange>, 
/**
 * Names of the records that values refer to, by id.
 */
names: { [key in string]: string }, 
/**
 * How many hits each field has.
 */
hits: Record<string, number>, 
/**
 * The first hits of each field, at most 20, with what stands around them.
 */
shown: Array<HitText>, 
/**
 * What would stand in the way of sending it.
 */
findings: Finding[], 
/**
 * Pasted texts that cannot be read, by field.
 */
unread: { [key in string]: string }, };
export type HitText = { 
/**
 * The field.
 */
field: string, 
/**
 * Which hit in the field, from 0.
 */
at: number, 
/**
 * Some of the text before it.
 */
before: string, 
/**
 * What was found.
 */
found: string, 
/**
 * What is put there.
 */
with: string, 
/**
 * Some of the text after it.
 */
after: string, };
export type FacetsAsked = { 
/**
 * Among these records; each field leaves its own conditions aside.
 */
filter: ViewOpen, 
/**
 * Fields, or `state`, `status`, `organisation`; of offers also
 * `criterion` and `changed`.
 */
fields: Array<string>, 
/**
 * Values of a field at most, the most frequent first; none: 500.
 */
most?: number | null, };
export type Facets = { 
/**
 * Records that the whole filter finds.
 */
total: number, 
/**
 * The fields, in the order asked.
 */
facets: Array<Facet>, };
export type Answer = { 
/**
 * The address of the account that answered.
 */
by: string, 
/**
 * When, RFC 3339; empty where it was not sent yet.
 */
at: string, };
export type Attention = { 
/**
 * Programmes that wait for a reviewer; none for anybody else.
 */
review: number, 
/**
 * Offers with a question that their owner did not answer; none for reviewers.
 */
messages: number, 
/**
 * Where searching among the offers of companies hangs on conditions: of
 * institutions (ET-20).
 */
search: SearchGate | null, };
export type SearchGate = { 
/**
 * All that shuts the gate: `not-opened`, `no-programme`, `removed`.
 */
shut: Array<string>, 
/**
 * The programme whose removal did.
 */
removed: RemovedProgramme | null, };
export type RemovedProgramme = { 
/**
 * The offer.
 */
id: string, 
/**
 * Its heading.
 */
heading: string, 
/**
 * When, RFC 3339; empty while the service did not say.
 */
at: string, };
export type Facet = { 
/**
 * The field.
 */
field: string, 
/**
 * Values in the order of their list; of references and texts the most
 * frequent first. A record with several members counts for each.
 */
values: Array<FacetValue>, 
/**
 * How many values are left out.
 */
more: number, };
export type FacetValue = { 
/**
 * As a condition takes it; empty: no value; `?`: not in the list.
 */
value: string, 
/**
 * The name of a record that it refers to, or an organisation's code;
 * empty for codes.
 */
name: string, 
/**
 * How many records have it.
 */
count: number, };
export type ProblemsAsked = { 
/**
 * The view.
 */
view: number, 
/**
 * The first rank to look at.
 */
from?: number, 
/**
 * How many rows to look at, at most 20 000.
 */
count: number, 
/**
 * Name the cells too, of this rule.
 */
rule?: FindingCode | null, 
/**
 * The same, of this field.
 */
field?: string, 
/**
 * Name the cells too, whatever the rule.
 */
cells?: boolean, };
export type Problems = { 
/**
 * Rows of the view.
 */
total: number, 
/**
 * The rank to go on from; none at the end.
 */
next: number | null, 
/**
 * By field and rule: what stands in the way first, then the most frequent.
 */
groups: Array<ProblemGroup>, 
/**
 * The cells asked for, in the order of their ranks; at most 500.
 */
cells: Array<ProblemCell>, };
export type ProblemGroup = { 
/**
 * The field's dotted name.
 */
field: string, 
/**
 * The rule: `finding-<code>` is its sentence.
 */
code: FindingCode, 
/**
 * Whether it stands in the way.
 */
severity: Severity, 
/**
 * How many cells.
 */
count: number, 
/**
 * What the sentence needs, of the first one.
 */
args: { [key in string]: string }, 
/**
 * Whether there is a fix (the operation `fix`).
 */
fix: boolean, };
export type ProblemCell = { 
/**
 * Its row's rank.
 */
rank: number, 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its heading, for people.
 */
heading: string, 
/**
 * The field's dotted name.
 */
field: string, 
/**
 * The rule.
 */
code: FindingCode, 
/**
 * Whether it stands in the way.
 */
severity: Severity, 
/**
 * What the sentence needs.
 */
args: { [key in string]: string }, 
/**
 * Whether the fix mends it.
 */
fix: boolean, };
export type ProblemNext = { 
/**
 * The view.
 */
view: number, 
/**
 * The row to start at, the cell of `field` left out; goes round at the end.
 */
rank: number, 
/**
 * The field to go on from.
 */
field?: string, 
/**
 * Of what kind the problem was that is gone on from: its like up to the end
 * of the view, then the others. None: what keeps from sending first, from here.
 */
severity?: Severity, 
/**
 * The other way.
 */
back?: boolean, };
export type ProblemFound = { 
/**
 * The cell; none when the view has none.
 */
cell: ProblemCell | null, };
export type StepDetail = { 
/**
 * The type of its records, where it is one.
 */
type: RecordType | null, 
/**
 * Records it changed.
 */
changed: number, 
/**
 * Of these, those that a rule kept from being sent.
 */
invalid: number, 
/**
 * The operation, without pasted texts.
 */
operation?: Operation, 
/**
 * The file it came from.
 */
source?: SourceFile, 
/**
 * The step it took back.
 */
undoes?: number, };
export type SourceFile = { 
/**
 * Its name, without folders.
 */
file: string, 
/**
 * The SHA-256 of its bytes, in hexadecimal.
 */
sha256: string, };
export type Journal = { 
/**
 * How many in all.
 */
total: number, 
/**
 * Newest first.
 */
steps: Array<StepEntry>, };
export type StepEntry = { 
/**
 * Its number.
 */
step: number, 
/**
 * What kind of step it was: `edit`, `create`, … (`step-<action>`).
 */
action: string, 
/**
 * When, RFC 3339; a day for steps of earlier versions.
 */
at: string, 
/**
 * Who: the e-mail of the account.
 */
by: string, 
/**
 * `done`; `undone`; `closed`: undone, and what came after keeps it from
 * being done again; `reverted`: its push was taken back at the service;
 * `kept`: the service has the records that it made.
 */
standing: string, 
/**
 * Whether some of it was sent: taking it back makes a new change.
 */
sent: boolean, 
/**
 * What it was.
 */
detail: StepDetail, };
export type StepName = { 
/**
 * What kind of step it was: `edit`, `create`, … (`step-<action>`).
 */
action: string, 
/**
 * What it was.
 */
detail: StepDetail, };
export type StepAsked = { 
/**
 * Its number.
 */
step: number, };
export type StepUndone = { 
/**
 * What it did; nothing when other steps stand in the way.
 */
done: EditReply, 
/**
 * Later steps that changed the same fields, newest first; at most 50.
 */
inTheWay: Array<StepEntry>, };
export type CellAsked = { 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * The field's dotted name.
 */
field: string, };
export type CellHistory = { 
/**
 * Newest first, at most 200.
 */
entries: Array<CellChange>, 
/**
 * What the ids in them are called.
 */
names: { [key in string]: string }, };
export type CellChange = { 
/**
 * The step.
 */
entry: StepEntry, 
/**
 * Its value before; of a set, what went away.
 */
before: unknown, 
/**
 * Its value after; of a set, what was added.
 */
after: unknown, };
export type SavedAsked = { 
/**
 * Of which kind: `view`, `recipe`, `template`, `typed` or `place`.
 */
kind: string, };
export type SavedList = { 
/**
 * By name.
 */
items: Array<SavedItem>, };
export type SavedItem = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it holds; its kind says how to read it.
 */
body: unknown, 
/**
 * Whether it can neither be written over nor forgotten.
 */
locked: boolean, };
export type Save = { 
/**
 * Its kind.
 */
kind: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What it holds.
 */
body: unknown, 
/**
 * Whether it is locked from now on.
 */
locked: boolean, };
export type SavedRef = { 
/**
 * Its kind.
 */
kind: string, 
/**
 * Its name.
 */
name: string, };
export type DroppedSite = { 
/**
 * The offer.
 */
offer: string, 
/**
 * The site's name.
 */
site: string, };
export type Page = { 
/**
 * The first, from 0.
 */
from: number, 
/**
 * How many.
 */
count: number, };
export type Pending = { 
/**
 * How many records in all.
 */
total: number, 
/**
 * Of these, ready to be sent.
 */
ready: number, 
/**
 * The page.
 */
records: Array<PendingRecord>, };
export type PendingRecord = { 
/**
 * Its type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its heading, for people.
 */
heading: string, 
/**
 * Its organisation's code.
 */
organisation: string, 
/**
 * What sending does: `create` or `update`.
 */
op: string, 
/**
 * Its state.
 */
state: RowState, 
/**
 * The edited fields.
 */
changes: Array<FieldChange>, 
/**
 * Names of the records that values refer to, by id.
 */
names: { [key in string]: string }, 
/**
 * Broken rules and advice.
 */
findings: Finding[], 
/**
 * Open questions.
 */
conflicts: Array<Conflict>, 
/**
 * Why the service refused it.
 */
refusal: unknown, };
export type PushesAsked = { 
/**
 * The `next` of the page before; none: the first page.
 */
before: string | null, 
/**
 * How many, at most 200.
 */
count: number, };
export type Pushes = { 
/**
 * Newest first.
 */
pushes: Array<PushEntry>, 
/**
 * For the next page; none at the end.
 */
next: string | null, };
export type PushEntry = { 
/**
 * Its id.
 */
push: string, 
/**
 * When its first part came, RFC 3339.
 */
at: string, 
/**
 * Who sent it.
 */
by: string, 
/**
 * From which device.
 */
device: string, 
/**
 * Whether that is this one.
 */
here: boolean, 
/**
 * What the person said about it.
 */
comment: string, 
/**
 * Where the edits come from: `desk`, `revert`, …
 */
source: string, 
/**
 * The push that this one takes back.
 */
reverts: string | null, 
/**
 * The push that takes this one back.
 */
revertedBy: string | null, 
/**
 * Counts by outcome.
 */
summary: Summary, 
/**
 * Whether it can be taken back.
 */
revertible: boolean, };
export type PushAsked = { 
/**
 * Its id.
 */
push: string, };
export type PushDetail = { 
/**
 * The push as lists show it.
 */
entry: PushEntry, 
/**
 * Its edits, in the order they were applied.
 */
items: Array<PushedRecord>, };
export type PushedRecord = { 
/**
 * The mutation's id, by which it can be taken back alone.
 */
mid: string, 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its heading, where it is in the cache.
 */
heading: string, 
/**
 * What became of it.
 */
status: ItemStatus, 
/**
 * What it changed.
 */
changes: Array<FieldChange>, 
/**
 * Names of the records that values refer to, by id.
 */
names: { [key in string]: string }, };
export type RevertPush = { 
/**
 * The push.
 */
push: string, 
/**
 * Only these mutations of it; none: all.
 */
items: Array<string> | null, 
/**
 * Ask only.
 */
dryRun: boolean, 
/**
 * What the person says about it.
 */
comment: string | null, 
/**
 * The person agreed to large numbers.
 */
confirm: boolean, };
export type Quarantine = { 
/**
 * Oldest first.
 */
entries: Array<QuarantinedEdit>, };
export type QuarantinedEdit = { 
/**
 * Its number, by which it is put back.
 */
number: number, 
/**
 * The record's type.
 */
type: RecordType, 
/**
 * The record.
 */
id: string, 
/**
 * Its heading, for people.
 */
heading: string, 
/**
 * Its organisation's code.
 */
organisation: string, 
/**
 * Why: `scope` when the organisation left the account's sight.
 */
reason: string, 
/**
 * The service's time when it was last read whole, RFC 3339.
 */
at: string, 
/**
 * Whether it would have made the record.
 */
creates: boolean, 
/**
 * Whether the right has returned, so that it can be put back.
 */
returned: boolean, 
/**
 * The edited fields.
 */
changes: Array<FieldChange>, 
/**
 * Names of the records that values refer to, by id, as far as they are here.
 */
names: { [key in string]: string }, };
export type QuarantineChoice = { 
/**
 * By number; none: all whose right has returned.
 */
numbers: number[] | null, };
export type QuarantineExport = { 
/**
 * `csv` or `json`.
 */
format: string, };
export type Export = { 
/**
 * Which records, in their order.
 */
scope: Scope, 
/**
 * `xlsx`, `csv`, `json`, or `pdf` for cards of offers.
 */
format: string, 
/**
 * The columns of a table, in their order: fields, `state` or `status`;
 * none: all. JSON and cards have everything.
 */
columns: Array<string> | null, 
/**
 * The language of headings, labels and cards; none: that of the window.
 */
language: Language | null, 
/**
 * What stands between the cells of a CSV, `;` or `,`; none: `;`.
 */
delimiter: string | null, };
export type Exported = { 
/**
 * Where.
 */
path: string, 
/**
 * How many records, or edits that were set aside, are in it.
 */
count: number, };
export type Verified = { 
/**
 * The service's time at which cache and service were found equal; none
 * when they still differ.
 */
verifiedAt: string | null, 
/**
 * Organisations that differed and were read anew.
 */
repaired: number, 
/**
 * Records that came in meanwhile.
 */
received: number, 
/**
 * Records that went meanwhile.
 */
removed: number, };
export type LostPushes = { 
/**
 * Oldest first.
 */
pushes: Array<LostPush>, };
export type LostPush = { 
/**
 * Its id.
 */
push: string, 
/**
 * When the service answered it, RFC 3339.
 */
at: string, 
/**
 * What the person said about it.
 */
comment: string, 
/**
 * How many edits were lost.
 */
edits: number, };
export type Backup = { 
/**
 * Where it is.
 */
path: string, 
/**
 * Before what: `sweep` (records went), `schema` (a new version).
 */
before: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Its bytes.
 */
bytes: number, };
export type Doctor = { 
/**
 * This program's version.
 */
version: string, 
/**
 * Where the client stands with the service.
 */
standing: Standing, 
/**
 * How the cache is opened.
 */
keys: KeyState, 
/**
 * Its file.
 */
cache: CacheState, 
/**
 * The service.
 */
service: ServiceState, 
/**
 * What waits: counts by name.
 */
pending: Record<string, number>, 
/**
 * What is not as it should be, in codes: `keyring`, `locked`, `cache-damaged`, `diverged`,
 * `unreachable`, `clock`, `other-epoch`, `too-old`, `stuck-push`, `conflicts`, `refused`,
 * `quarantine`, `lost-pushes`.
 */
findings: Array<string>, };
export type KeyState = { 
/**
 * `ready`, `locked`, `firstRun` or `signedOut`.
 */
phase: string, 
/**
 * Whether the system keyring works.
 */
keyring: boolean, 
/**
 * Whether there is a recovery code.
 */
recoveryCode: boolean, };
export type CacheState = { 
/**
 * Its schema.
 */
schema: number, 
/**
 * Its bytes.
 */
bytes: number, 
/**
 * Whether SQLite finds it whole.
 */
whole: boolean, 
/**
 * Records in it.
 */
records: number, 
/**
 * The service's time when everything was last read, RFC 3339.
 */
asOf: string | null, 
/**
 * The service's time when it was last found equal to the service, RFC 3339.
 */
verifiedAt: string | null, 
/**
 * Copies that were made before something large.
 */
backups: number, };
export type ServiceState = { 
/**
 * Whether it answered now.
 */
reachable: boolean, 
/**
 * The version of its interface.
 */
api: string | null, 
/**
 * Whether it is the same incarnation that the cache was read from.
 */
sameEpoch: boolean | null, 
/**
 * Seconds by which this computer's clock is ahead of the service's.
 */
clockAhead: number | null, 
/**
 * Whether there is a session.
 */
session: boolean, };
export type Choices = { 
/**
 * `site` or `contact`.
 */
type: RecordType, 
/**
 * Of this organisation; none: the account's own.
 */
organisation: string | null, };
export type ChoiceList = { 
/**
 * In the order of their names; retired ones left out.
 */
items: Array<Choice>, };
export type Choice = { 
/**
 * The record.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * A site's municipality, a contact's e-mail.
 */
detail: string, 
/**
 * A site's province.
 */
province: string, };
export type History = { 
/**
 * Newest first.
 */
entries: Array<Change>, 
/**
 * What the ids in them are called, as far as it is known here.
 */
names: { [key in string]: string }, };
export type Change = { 
/**
 * The revision it made.
 */
rev: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Who.
 */
by: string, 
/**
 * In which push; empty for what the service did itself.
 */
push: string, 
/**
 * From which device.
 */
device: string, 
/**
 * Whether that is this one.
 */
here: boolean, 
/**
 * The field's dotted name.
 */
field: string, 
/**
 * Its value before.
 */
before: unknown, 
/**
 * Its value after.
 */
after: unknown, };
export type ReviewDecision = { 
/**
 * The offers.
 */
ids: string[], 
/**
 * `keep`, `remove`, `ask`, `defer` or `restore`.
 */
verdict: string, 
/**
 * Reason codes; a removal takes one.
 */
reasons: Array<string>, 
/**
 * A note by language; `{name}` and `{institution}` in it are filled in
 * for each offer.
 */
note: { [key in string]: string }, 
/**
 * The date of a question.
 */
due: string | null, 
/**
 * The revisions that were looked at, by offer: where one has changed
 * since, nothing is decided. An offer that is not here is decided on as it is.
 */
seen: Record<string, string>, 
/**
 * The latest decisions that were on screen, by offer, empty for none:
 * where a colleague's came since, nothing is decided. An offer that is
 * not here is decided on whatever was decided before.
 */
known: Record<string, string>, 
/**
 * Whether the organisation is told by mail of a removal or a question.
 */
notify: boolean, 
/**
 * The person agreed to a verdict on many offers at once.
 */
confirm: boolean, };
export type ReviewReply = { 
/**
 * The review that it answers: a question, or a removal that is objected to.
 */
review: string, 
/**
 * The words, in the language of the program.
 */
words: string, };
export type ReportAsked = { 
/**
 * Its first day, `YYYY-MM-DD`; empty: from the beginning.
 */
from: string, 
/**
 * Its last day; empty: until now.
 */
to: string, };
export type ReviewItemAsked = { 
/**
 * The offer.
 */
id: string, };
export type ReviewItem = { 
/**
 * How likely it is not technological, and why.
 */
judgement: Judgement, 
/**
 * What it says about each criterion, in the order of the criteria.
 */
criteria: Array<CriterionLook>, 
/**
 * What changed since the revision that the latest decision saw; none
 * without a decision, and where that revision was never here.
 */
since: Array<FieldChange>, 
/**
 * Earlier decisions on offers of its organisation, newest first.
 */
earlier: Array<Judged>, 
/**
 * Offers of other organisations with names like its own, the closest first.
 */
similar: Array<Judged>, };
export type InReview = { 
/**
 * Whether it waits for a decision.
 */
waits: boolean, 
/**
 * The latest decision that the service knows.
 */
decision: Decision | null, };
export type Decision = { 
/**
 * The review.
 */
review: string, 
/**
 * The verdict.
 */
verdict: string, 
/**
 * The address of the account that decided.
 */
by: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Whether it was the account that is signed in.
 */
own: boolean, };
export type Claiming = { 
/**
 * The offer; none when no offer is looked at any more.
 */
offer: string | null, };
export type Claims = { 
/**
 * One for each of their windows.
 */
items: Array<Claim>, };
export type Claim = { 
/**
 * The offer.
 */
offer: string, 
/**
 * The colleague's name.
 */
name: string, };
export type NoticesAsked = { 
/**
 * The decision.
 */
review: string, };
export type NoticeInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * The review that caused it.
 */
review: string, 
/**
 * The offer that it is about.
 */
offer: string, 
/**
 * The verdict: `remove`, `ask` or `restore`.
 */
verdict: string, 
/**
 * The address.
 */
recipient: string, 
/**
 * The language it is written in.
 */
language: string, 
/**
 * `waiting`, `sending`, `sent`, `failed`, `uncertain` or `cancelled`.
 */
state: string, 
/**
 * The mail server's last code, or why it was not sent; empty when all went well.
 */
code?: string, 
/**
 * How often the mail server was asked.
 */
tries: number, 
/**
 * When it was written, RFC 3339.
 */
created: string, 
/**
 * When its state last changed, RFC 3339.
 */
changed: string, 
/**
 * When it goes, or was to go, RFC 3339.
 */
due: string, };
export type NoticeList = { 
/**
 * The notices.
 */
items: Array<NoticeInfo>, 
/**
 * The `before` of the next page; absent on the last.
 */
next?: string, };
export type RequestsAsked = { 
/**
 * `open`, `accepted` or `refused`.
 */
state: string, 
/**
 * The `next` of the page before.
 */
before: string | null, };
export type AcceptRequest = { 
/**
 * The request.
 */
id: string, 
/**
 * The organisation's code; it is made where there is none with it.
 */
code: string, 
/**
 * The kind of an organisation that is made; none: what the request says.
 */
kind: string | null, };
export type RefuseRequest = { 
/**
 * The request.
 */
id: string, 
/**
 * Why, in the language of the request; it is sent.
 */
reason: string, };
export type AccountRequest = { 
/**
 * The organisation's name.
 */
organisation: string, 
/**
 * The administrator's name.
 */
name: string, 
/**
 * The administrator's address.
 */
email: string, 
/**
 * The organisation's kind, of `organisation_kinds.json`; may be empty.
 */
kind: string, 
/**
 * Its country, two letters; Belgium where it is empty.
 */
country: string, 
/**
 * The language to write in: `nl`, `fr` or `en`; Dutch where it is empty.
 */
language: string, 
/**
 * What else there is to say.
 */
message: string, };
export type ExcludedKind = { 
/**
 * The code of `review_reasons.json` that says why.
 */
reason: string, 
/**
 * The first day of the rule.
 */
date: string, };
export type AccountRequestInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * `open`, `accepted` or `refused`.
 */
state: string, 
/**
 * The number that its sender was told.
 */
receipt: string, 
/**
 * When it came, RFC 3339.
 */
created: string, 
/**
 * When it was decided, RFC 3339.
 */
decided?: string, 
/**
 * Who decided.
 */
decidedBy?: string, 
/**
 * Why it was refused.
 */
reason?: string, 
/**
 * The rule that keeps organisations of its kind out; of open requests.
 */
excluded?: ExcludedKind, 
/**
 * Codes of organisations with the same name, or nearly; of open requests.
 */
similar?: Array<string>, 
/**
 * The organisation's name.
 */
organisation: string, 
/**
 * The administrator's name.
 */
name: string, 
/**
 * The administrator's address.
 */
email: string, 
/**
 * The organisation's kind, of `organisation_kinds.json`; may be empty.
 */
kind: string, 
/**
 * Its country, two letters; Belgium where it is empty.
 */
country: string, 
/**
 * The language to write in: `nl`, `fr` or `en`; Dutch where it is empty.
 */
language: string, 
/**
 * What else there is to say.
 */
message: string, };
export type AccountRequestList = { 
/**
 * The requests.
 */
items: Array<AccountRequestInfo>, 
/**
 * The `before` of the next page; absent on the last.
 */
next?: string, };
export type Judgement = { 
/**
 * The probability that it is not technological, 0 to 1.
 */
notTechnological: number, 
/**
 * Whether that is over the threshold.
 */
flag: boolean, 
/**
 * What speaks for it, the strongest first.
 */
speaksFor: Array<Evidence>, 
/**
 * What speaks against it, the strongest first.
 */
speaksAgainst: Array<Evidence>, 
/**
 * The version of the model.
 */
model: string, };
export type Evidence = { 
/**
 * `name`, `description` or `studyDomains`; `decisions` for what was
 * decided before on names with the same words.
 */
field: string, 
/**
 * The words, or the codes of domains; empty when none is declared.
 */
text: string, 
/**
 * How much, in logits: 0.7 doubles the odds.
 */
weight: number, 
/**
 * What it says: a tag of the vocabulary, `letters`, or for domains
 * `none`, `outside`, `inside` or `disagrees`; for decisions `decided`.
 */
says: string, 
/**
 * How many earlier decisions say so.
 */
decisions: number | null, };
export type CriterionLook = { 
/**
 * Its code.
 */
criterion: string, 
/**
 * `fine`, `look` or `unknown`.
 */
look: string, };
export type Judged = { 
/**
 * The offer.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The code of its organisation.
 */
organisation: string, 
/**
 * Its status.
 */
status: string, 
/**
 * The latest verdict; none where nothing was decided.
 */
verdict: string | null, 
/**
 * The reasons given for it.
 */
reasons: Array<string>, 
/**
 * When.
 */
at: string | null, };
/** The commands: what each takes and answers. */
export interface Commands {
  session: { args: Nothing; reply: Session };
  unlock: { args: Unlock; reply: Session };
  set_aside: { args: Nothing; reply: SetAside };
  salvage: { args: Salvage; reply: Salvaged };
  sign_in: { args: SignIn; reply: SignedIn };
  password_forgotten: { args: PasswordForgotten; reply: Nothing };
  sign_out: { args: SignOut; reply: Session };
  recovery_code: { args: Nothing; reply: RecoveryCode };
  set_preferences: { args: Preferences; reply: Session };
  status: { args: Nothing; reply: Status };
  sync_state: { args: Nothing; reply: SyncState };
  pull: { args: Nothing; reply: PullReply };
  push: { args: Push; reply: PushReply };
  push_stop: { args: Nothing; reply: Nothing };
  view_open: { args: ViewOpen; reply: View };
  view_window: { args: ViewWindow; reply: Window };
  view_locate: { args: ViewLocate; reply: Located };
  record_get: { args: RecordRef; reply: RecordView };
  check: { args: Draft; reply: Checked };
  edit: { args: Edit; reply: EditReply };
  bulk: { args: Bulk; reply: EditReply };
  bulk_preview: { args: BulkAsked; reply: BulkPreview };
  facets: { args: FacetsAsked; reply: Facets };
  problems: { args: ProblemsAsked; reply: Problems };
  problem_next: { args: ProblemNext; reply: ProblemFound };
  create: { args: Create; reply: EditReply };
  duplicate: { args: Duplicate; reply: EditReply };
  discard: { args: Discard; reply: EditReply };
  discard_ticked: { args: DiscardTicked; reply: EditReply };
  retry: { args: Retry; reply: EditReply };
  resolve: { args: Resolve; reply: EditReply };
  resolve_all: { args: ResolveAll; reply: EditReply };
  conflicts: { args: ConflictPage; reply: Conflicts };
  undo: { args: Nothing; reply: EditReply };
  redo: { args: Nothing; reply: EditReply };
  journal: { args: Page; reply: Journal };
  undo_step: { args: StepAsked; reply: StepUndone };
  cell_history: { args: CellAsked; reply: CellHistory };
  saved: { args: SavedAsked; reply: SavedList };
  save: { args: Save; reply: SavedList };
  forget: { args: SavedRef; reply: SavedList };
  pending: { args: Page; reply: Pending };
  change_groups: { args: ChangeGroupsAsked; reply: ChangeGroups };
  change_page: { args: ChangePageAsked; reply: ChangePage };
  changes_export: { args: ChangesExport; reply: Exported };
  pushes: { args: PushesAsked; reply: Pushes };
  push_detail: { args: PushAsked; reply: PushDetail };
  revert: { args: RevertPush; reply: PushReply };
  quarantine: { args: Nothing; reply: Quarantine };
  reattach: { args: QuarantineChoice; reply: EditReply };
  quarantine_discard: { args: QuarantineChoice; reply: Quarantine };
  quarantine_export: { args: QuarantineExport; reply: Exported };
  export: { args: Export; reply: Exported };
  export_progress: { args: Nothing; reply: Progress };
  export_cancel: { args: Nothing; reply: Progress };
  verify: { args: Nothing; reply: Verified };
  lost_pushes: { args: Nothing; reply: LostPushes };
  resend: { args: PushAsked; reply: EditReply };
  give_up: { args: PushAsked; reply: LostPushes };
  import_check: { args: ImportAsked; reply: ImportReport };
  import: { args: ImportAsked; reply: ImportReport };
  import_progress: { args: Nothing; reply: Progress };
  import_cancel: { args: Nothing; reply: Progress };
  import_rejected: { args: ImportAsked; reply: Exported };
  doctor: { args: Nothing; reply: Doctor };
  choices: { args: Choices; reply: ChoiceList };
  history: { args: RecordRef; reply: History };
  review: { args: ReviewDecision; reply: EditReply };
  review_reply: { args: ReviewReply; reply: EditReply };
  attention: { args: Nothing; reply: Attention };
  review_item: { args: ReviewItemAsked; reply: ReviewItem };
  notices: { args: NoticesAsked; reply: NoticeList };
  review_report_save: { args: ReportAsked; reply: Exported };
  claim: { args: Claiming; reply: Claims };
  claims: { args: Nothing; reply: Claims };
  account_requests: { args: RequestsAsked; reply: AccountRequestList };
  account_request_accept: { args: AcceptRequest; reply: AccountRequestInfo };
  account_request_refuse: { args: RefuseRequest; reply: AccountRequestInfo };
}
