// The one list of `data-testid` values. Window tests find controls by these
// and by nothing else; a row, cell or option also carries `data-id`,
// `data-rank`, `data-col` or `data-value`.

export const testId = {
  // Start
  languageSwitch: 'language-switch',
  signIn: 'sign-in',
  signInService: 'sign-in-service',
  signInEmail: 'sign-in-email',
  signInPassword: 'sign-in-password',
  signInShowPassword: 'sign-in-show-password',
  signInPassphrase: 'sign-in-passphrase',
  signInSubmit: 'sign-in-submit',
  signInError: 'sign-in-error',
  unlock: 'unlock',
  unlockSecret: 'unlock-secret',
  unlockSubmit: 'unlock-submit',
  unlockKeyring: 'unlock-keyring',
  unlockError: 'unlock-error',
  recovery: 'recovery',
  recoveryCode: 'recovery-code',
  recoveryCopy: 'recovery-copy',
  recoveryKept: 'recovery-kept',

  // Shell
  shell: 'shell',
  skipLink: 'skip-link',
  search: 'search',
  pushButton: 'push-button',
  accountMenu: 'account-menu',
  accountMenuList: 'account-menu-list',
  signOut: 'sign-out',
  signOutDialog: 'sign-out-dialog',
  signOutKeep: 'sign-out-keep',
  signOutDiscard: 'sign-out-discard',
  reconnect: 'reconnect',
  nav: 'nav',
  statusBar: 'status-bar',
  statusOnline: 'status-online',
  statusPending: 'status-pending',
  statusConflicts: 'status-conflicts',
  statusRefused: 'status-refused',
  statusAsOf: 'status-as-of',
  statusRows: 'status-rows',
  statusLanguage: 'status-language',
  pull: 'pull',
  keySheet: 'key-sheet',
  keySheetOpen: 'key-sheet-open',
  toast: 'toast',
  toastUndo: 'toast-undo',
  toastClose: 'toast-close',
  dialog: 'dialog',
  dialogConfirm: 'dialog-confirm',
  dialogCancel: 'dialog-cancel',
  confirmWord: 'confirm-word',

  // Grid
  grid: 'grid',
  gridRow: 'grid-row',
  gridCell: 'grid-cell',
  gridHeader: 'grid-header',
  gridEmpty: 'grid-empty',
  gridClearFilters: 'grid-clear-filters',
  cellInput: 'cell-input',
  cellEditor: 'cell-editor',
  publishTick: 'publish-tick',
  optionFilter: 'option-filter',
  option: 'option',
  optionNew: 'option-new',
  optionApply: 'option-apply',
  filters: 'filters',
  filterClear: 'filter-clear',
  refreshView: 'refresh-view',

  // Records
  recordNew: 'record-new',
  recordDuplicate: 'record-duplicate',
  recordArchive: 'record-archive',
  recordRetire: 'record-retire',
  inspector: 'inspector',
  inspectorToggle: 'inspector-toggle',
  inspectorClose: 'inspector-close',
  tabDetails: 'tab-details',
  tabChecks: 'tab-checks',
  tabHistory: 'tab-history',
  history: 'history',
  card: 'card',
  cardHeading: 'card-heading',
  cardDescription: 'card-description',
  provinceHelp: 'province-help',
  removalNotice: 'removal-notice',
  refusalNotice: 'refusal-notice',
  refusalCopy: 'refusal-copy',
  copyAsForm: 'copy-as-form',
  usedBy: 'used-by',
  conflict: 'conflict',
  takeMine: 'take-mine',
  takeTheirs: 'take-theirs',
  takeOwn: 'take-own',
  ownText: 'own-text',
  ownSave: 'own-save',
  form: 'form',
  formSave: 'form-save',
  formCancel: 'form-cancel',
  errorSummary: 'error-summary',
  subjectProgramme: 'subject-programme',
  subjectEvent: 'subject-event',

  // Organisation
  organisation: 'organisation',
  aboutPreview: 'about-preview',
  aboutMark: 'about-mark',

  // Changes
  changes: 'changes',
  change: 'change',
  changeTick: 'change-tick',
  changeUndo: 'change-undo',
  changeVerdict: 'change-verdict',
  changesAsk: 'changes-ask',
  changesPush: 'changes-push',
  changesComment: 'changes-comment',
  changesEmpty: 'changes-empty',
  outcome: 'outcome',
  outcomeItem: 'outcome-item',

  // Conflicts
  conflicts: 'conflicts',
  conflictsEmpty: 'conflicts-empty',
  conflictGroup: 'conflict-group',
  conflictItem: 'conflict-item',
  conflictPane: 'conflict-pane',
  conflictQuestion: 'conflict-question',
  conflictMembers: 'conflict-members',
  conflictMember: 'conflict-member',
  conflictBulk: 'conflict-bulk',
  conflictBulkMine: 'conflict-bulk-mine',
  conflictBulkTheirs: 'conflict-bulk-theirs',
  conflictUndo: 'conflict-undo',
  conflictGone: 'conflict-gone',
  conflictAnew: 'conflict-anew',
  conflictLetGo: 'conflict-let-go',

  // Review
  review: 'review',
  reviewQueueTab: 'review-queue-tab',
  reviewAllTab: 'review-all-tab',
  reviewRemovedTab: 'review-removed-tab',
  reviewItem: 'review-item',
  reviewTick: 'review-tick',
  reviewPane: 'review-pane',
  reviewHeading: 'review-heading',
  reviewKeep: 'review-keep',
  reviewRemove: 'review-remove',
  reviewAsk: 'review-ask',
  reviewDefer: 'review-defer',
  reviewRestore: 'review-restore',
  reviewDialog: 'review-dialog',
  reviewReason: 'review-reason',
  reviewNote: 'review-note',
  reviewDue: 'review-due',
  reviewSubmit: 'review-submit',
  reviewUndo: 'review-undo',
  reviewEmpty: 'review-empty',
  reviewBulkRemove: 'review-bulk-remove',

  // Settings
  settings: 'settings',
  settingsLanguage: 'settings-language',
  settingsTheme: 'settings-theme',
  settingsRecovery: 'settings-recovery',
} as const;

/** A navigation entry: `nav-offers`, `nav-changes`, … */
export const navId = (screen: string): string => `nav-${screen}`;
/** A form field's control, by its dotted field name: `field-studyLevel`. */
export const fieldId = (name: string): string => `field-${name}`;
/** The finding under a field. */
export const findingId = (name: string): string => `finding-${name}`;
/** The counter under a text field. */
export const counterId = (name: string): string => `counter-${name}`;
/** The one-click cure under a field. */
export const fixId = (name: string): string => `fix-${name}`;
/** "Undo" of a changed field. */
export const undoFieldId = (name: string): string => `undo-${name}`;
/** A filter chip: `filter-status`. */
export const filterId = (name: string): string => `filter-${name}`;
