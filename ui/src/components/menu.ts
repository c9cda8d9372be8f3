// What a menu shows.

/** One line of a menu. */
export interface MenuItem {
  id: string;
  text: string;
  /** The keys that do the same. */
  keys?: string;
  /** For something that is on or off. */
  on?: boolean;
  disabled?: boolean;
  run: () => void;
}
