// The keys that the person has chosen, by `where.command`.

class Own {
  combos = $state.raw<Record<string, string[]>>({});
}

export const own = new Own();
