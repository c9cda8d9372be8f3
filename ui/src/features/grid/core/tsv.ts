// Cells on the clipboard as spreadsheets write them: tabs, line ends, and
// quotes around cells that hold one of these.

export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quote).join('\t')}\r\n`).join('');
}

function quote(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = (): void => {
    rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      for (; at < text.length; at += 1) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[(at += 1)];
        else break;
      }
      at += 1;
    }
    const rest = /^[^\t\r\n]*/.exec(text.slice(at, at + 100_000))?.[0] ?? '';
    cell += rest;
    at += rest.length;
    row.push(cell);
    if (text[at] === '\t') {
      at += 1;
      continue;
    }
    endRow();
    if (at >= text.length) break;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    // A line end after the last row starts no other.
    if (at >= text.length) break;
  }
  return rows;
}
