import type { Canvas, Chart, ChartSource } from '../charts/chart.ts';
import type { ShownTable } from '../table.ts';
import { isMadeUp } from '../provenance/made-up.ts';
import { provenance } from '../provenance/provenance.ts';
import { appClass, appsOf, rowClasses, strategiesOf, strategyClass } from './filters.ts';
import { html, Html } from './html.ts';
import { filterStyle, pageStyle } from './page-style.ts';
import type { PageSource, Section } from './section.ts';
import { sections } from './sections/index.ts';
import { tableHtml } from './table-html.ts';
import { yearScript } from './year-cost.ts';

const canvases: readonly (readonly [name: string, canvas: Canvas])[] = [
  ['wide', { width: 560, isAlone: false }],
  ['narrow', { width: 360, isAlone: false }],
];

/**
 * The report of a run as one page: it loads nothing, opens from disk, and reads without a script. Everything that comes from
 * outside is escaped.
 */
export function reportPage(source: PageSource): string {
  const { manifest } = source.rows;
  const told = sections.flatMap((section) => {
    const body = sectionBody(section, source);
    return body === undefined ? [] : [{ section, body }];
  });
  const madeUp = isMadeUp(manifest);
  const names = [
    ...appsOf(source).map((app) => appClass(source, app)),
    ...strategiesOf(source).map((strategy) => strategyClass(source, strategy)),
  ];
  const page = html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="stagebench report --html"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"><title>Stagebench: run ${manifest.runId}</title><style>${new Html(pageStyle)}${new Html(filterStyle(names))}</style></head><body>
<header><h1>What building container images costs and gives</h1><p class="from">${provenance(source)}</p>${madeUp && html`<p><strong>Made up by the fake engine: nothing here was measured.</strong></p>`}
<nav aria-label="Sections"><ul>${told.map(({ section }) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}</ul></nav>
<div class="filters">${filter('Apps', 'No app is selected: no figures, and no lines in tables.', appsOf(source), (app) => appClass(source, app))}${filter('Strategies (in tables)', 'No strategy is selected: no lines in tables.', strategiesOf(source), (one) => strategyClass(source, one))}</div></header>
<main>${told.map(
    ({
      section,
      body,
    }) => html`<section id="${section.id}" aria-labelledby="${section.id}-title"><h2 id="${section.id}-title">${section.title}</h2>${section.intro !== undefined && html`<p>${section.intro}</p>`}${body}</section>
`,
  )}</main>
<footer><p class="from">Made by <code>stagebench report --html</code> from the rows of run ${manifest.runId}.</p></footer><script>${new Html(yearScript)}</script></body></html>`;
  return `<!doctype html>\n${page.toString()}\n`;
}

/** `none` is shown while nothing is ticked. */
const filter = (
  title: string,
  none: string,
  names: readonly string[],
  classOf: (name: string) => string,
): Html | false =>
  names.length > 1 &&
  html`<fieldset><legend>${title}</legend>${names.map(
    (name) => html`<label><input type="checkbox" id="show-${classOf(name)}" checked> ${name}</label>`,
  )}</fieldset><p class="none" role="status">${none}</p>`;

/** Undefined for a section that has nothing to show of this run. */
function sectionBody({ chart, tables = [], own, isShaded }: Section, source: PageSource): Html | undefined {
  const figures =
    chart === undefined ? [] : appsOf(source).flatMap((app) => figure(chart, app, source) ?? []);
  const shown = tables
    .flatMap((table) => table.show(source))
    .filter(({ cells, footnotes = [] }) => cells ?? footnotes[0]);
  const said = own?.(source);
  if (figures.length === 0 && shown.length === 0 && said === undefined) return undefined;
  return html`${said}${figures.length > 0 && html`<div class="figures">${figures}</div>`}${shown.map(
    (table) => inPage(table, source, isShaded === true),
  )}`;
}

function figure(chart: Chart, app: string, source: ChartSource): Html | undefined {
  const drawn = canvases.flatMap(([name, canvas]) => {
    const found = chart.draw(source, app, canvas);
    return found === undefined ? [] : [{ name, ...found }];
  });
  const [first] = drawn;
  if (first === undefined) return undefined;
  return html`<figure class="${appClass(source, app)}"><figcaption>${chart.title(app)}</figcaption>${drawn.map(
    ({ name, svg }) => html`<div class="${name}">${new Html(svg)}</div>`,
  )}<p>${first.alt}</p><details><summary>Numbers of this figure (${app})</summary>${inPage({ cells: first.cells }, source, false)}</details></figure>`;
}

/** A wide table scrolls by itself, so that the page does not. */
const inPage = ({ caption, ...table }: ShownTable, source: ChartSource, isShaded: boolean): Html =>
  // Where the numbers are from stands at the top of the page.
  tableHtml(caption === undefined || caption.endsWith(provenance(source)) ? table : { ...table, caption }, {
    rowClass: (head, row) => rowClasses(source, head, row),
    isShaded,
    scrolls: table.title ?? table.cells?.head.join(', ') ?? 'table',
  });
