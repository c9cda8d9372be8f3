// The cells of a table on the clipboard, for programs that bring no plain text,
// and back.

/** The first table in a piece of HTML; null when there is none. Nothing in it runs. */
export function readTable(html: string): string[][] | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [textOf(cell), ...Array<string>(Math.max(0, Math.min(cell.colSpan, 1000) - 1)).fill('')]),
  );
}

/** Line breaks as they are seen; other white space is one space. */
function textOf(cell: HTMLElement): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith('\u2028');
  return (cell.textContent ?? '').replace(/[ \t\r\n]+/g, ' ').replace(/ ?\u2028 ?/g, '\n').trim();
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Rows of texts as a table. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign).replaceAll('\n', '<br>');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('');
  return `<table><tbody>${body}</tbody></table>`;
}
