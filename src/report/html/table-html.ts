import { cutAtCode } from '../page/markdown-text.ts';
import type { Cells, ShownTable } from '../table.ts';
import { html, type Html } from './html.ts';

/** How a table is set into a page. */
interface Setting {
  /** Classes of a row. */
  readonly rowClass?: (head: readonly string[], row: readonly string[]) => string;
  /** Cells are shaded by their numbers, column by column. */
  readonly isShaded?: boolean;
  /** It scrolls sideways by itself; what it is called then. */
  readonly scrolls?: string;
}

/** A table with its caption; the first columns are heads of their rows. */
function cellsHtml(
  { head, rows, right = [], keys = 1 }: Cells,
  caption: string | undefined,
  { rowClass, isShaded, scrolls }: Setting,
): Html {
  const shades =
    isShaded === true ? head.map((_, index) => shadesOf(rows.map((row) => row[index] ?? ''))) : [];
  const classOf = (index: number, line?: number) => {
    const shade = line === undefined ? undefined : shades[index]?.[line];
    const names = [...(right[index] === true ? ['r'] : []), ...(shade === undefined ? [] : [`s${shade}`])];
    return names.length > 0 && html` class="${names.join(' ')}"`;
  };
  const lineClass = (row: readonly string[]) => {
    const names = rowClass?.(head, row) ?? '';
    return names !== '' && html` class="${names}"`;
  };
  const table = html`<table>${caption !== undefined && html`<caption>${caption}</caption>`}<thead><tr>${head.map(
    (name, index) => html`<th scope="col"${classOf(index)}>${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row, line) =>
      html`<tr${lineClass(row)}>${row.map((cell, index) =>
        index < keys ? html`<th scope="row">${cell}</th>` : html`<td${classOf(index, line)}>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table>`;
  return scrolls === undefined
    ? table
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${scrolls}">${table}</div>`;
}

/** Steps of darkness. */
const darkest = 4;

/** From 1 to 4, by the logarithm; none for what is 0 or no number. */
function shadesOf(texts: readonly string[]): (number | undefined)[] {
  const values = texts.map((text) => (/^\d+$/.test(text) ? Number(text) : NaN));
  const most = Math.log1p(Math.max(0, ...values.filter((value) => !Number.isNaN(value))));
  return values.map((value) =>
    Number.isNaN(value) || value === 0 || most === 0
      ? undefined
      : Math.max(1, Math.ceil((darkest * Math.log1p(value)) / most)),
  );
}

/** Names of programs and files stand between backticks in our own sentences. */
export const withCode = (text: string): readonly (string | Html)[] =>
  cutAtCode(text).map((part, index) => (index % 2 === 1 ? html`<code>${part.slice(1, -1)}</code>` : part));

/** A table with everything that is said of it. */
export function tableHtml(
  { title, caption, finding, cells, footnotes = [], remarks = [] }: ShownTable,
  setting: Setting = {},
): Html {
  const notes = [...footnotes, ...remarks.filter((remark) => typeof remark === 'string')];
  return html`${cells && cellsHtml(cells, title, setting)}${caption !== undefined && html`<p class="from">${caption}</p>`}${finding !== undefined && html`<p><strong>${finding}</strong></p>`}${
    notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${withCode(note)}</li>`)}</ul>`
  }${remarks.map((remark) => typeof remark !== 'string' && html`<pre><code>${remark.code}</code></pre>`)}`;
}
