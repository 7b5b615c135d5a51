import { imageMetrics } from '../domain/metrics/image/image.ts';
import type { Column } from '../domain/metrics/column.ts';
import { summaryMetrics } from '../domain/metrics/summary.ts';
import { cellId, control, variantId, type Variant } from '../domain/run/plan.ts';
import { StagebenchError } from '../domain/errors.ts';
import { select, unknownName } from '../plan/select.ts';
import { findings } from '../stats/findings/findings.ts';
import type { Asked } from './asked.ts';
import type { Sources } from './table.ts';

type Run = Sources['run'];

/**
 * A part of a run, in the order that was asked for. Verdicts stay those of the whole run: they are corrected for all its
 * comparisons, whichever of them are shown. Throws UNKNOWN_NAME for what is not in the run, EMPTY_SELECTION, and
 * MARKER_UNREADABLE for a column by which nothing can be sorted.
 */
export function selectedRun(run: Run, asked: Asked): Run {
  const { rows, analysis } = run;
  const { apps: a, strategies: s, scenarios: c, sort } = asked;
  // All of it, as nearly always: nothing has to be derived again.
  if ((a ?? s ?? c ?? sort) === undefined)
    return asked.digits === undefined ? run : { ...run, digits: asked.digits };
  const { manifest, builds, images } = rows;
  const { plan } = manifest;
  const chosen = (what: string, ids: readonly string[], wanted: readonly string[] | undefined): Set<string> =>
    new Set(
      select(
        what,
        [...new Set(ids)].map((id) => ({ id })),
        wanted,
      ).map(({ id }) => id),
    );
  const apps = chosen(
    'app',
    plan.variants.map(({ app }) => app),
    asked.apps,
  );
  const strategies = chosen(
    'strategy',
    plan.variants.map(({ strategy }) => strategy),
    asked.strategies,
  );
  const scenarios = chosen(
    'scenario',
    plan.cells.map(({ scenario }) => scenario),
    asked.scenarios,
  );
  const hasVariant = ({ app, strategy }: Variant): boolean => apps.has(app) && strategies.has(strategy);
  const hasCell = (cell: Variant & { readonly scenario: string }): boolean =>
    hasVariant(cell) && scenarios.has(cell.scenario);
  const isControl = (row: Variant): boolean => row.app === control.app;

  const summary = analysis.summary.filter(hasCell);
  const kept = images.filter(hasVariant);
  const places = placesOf(plan.variants.filter(hasVariant), summary, kept, asked);
  const byPlace = (one: Variant, other: Variant): number => place(one) - place(other);
  const place = (variant: Variant): number => places.get(variantId(variant)) ?? 0;

  const cells = plan.cells.filter(hasCell).toSorted(byPlace);
  const variants = plan.variants.filter(hasVariant).toSorted(byPlace);
  const keptBuilds = builds.filter((row) => hasCell(row) || isControl(row));
  const visits = plan.visits.filter((visit) => hasCell(visit) || isControl(visit));
  if (cells.length === 0) throw new StagebenchError('EMPTY_SELECTION', 'The run has no such cells.');
  return {
    ...(asked.digits !== undefined && { digits: asked.digits }),
    rows: {
      manifest: { ...manifest, plan: { ...plan, cells, variants, visits } },
      builds: keptBuilds,
      images: kept.toSorted(byPlace),
    },
    analysis: {
      ...analysis,
      summary: summary.toSorted(byPlace),
      comparisons: analysis.comparisons
        .filter(({ cell }) => hasCell(cell))
        .toSorted((a, b) => byPlace(a.cell, b.cell)),
      ...(analysis.across && { across: analysis.across.filter(({ cell }) => hasCell(cell)) }),
      findings: findings(cells, keptBuilds, kept),
    },
  };
}

/** By variant: its place. Apps stay in their order, and so do variants of which the column is empty, behind the others. */
function placesOf(
  variants: readonly Variant[],
  summary: Run['analysis']['summary'],
  images: Run['rows']['images'],
  { sort }: Asked,
): ReadonlyMap<string, number> {
  const apps = [...new Set(variants.map(({ app }) => app))];
  const valueOf = sort === undefined ? () => undefined : valuesOf(sort.column, summary, images);
  const sorted = variants.toSorted((one, other) => {
    const byApp = apps.indexOf(one.app) - apps.indexOf(other.app);
    if (byApp !== 0) return byApp;
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return (sort?.isFalling === true ? -1 : 1) * compared(a, b);
  });
  return new Map(sorted.map((variant, index) => [variantId(variant), index]));
}

type Value = string | number | boolean;

const compared = (a: Value, b: Value): number =>
  typeof a === 'string' || typeof b === 'string'
    ? String(a).localeCompare(String(b), 'en')
    : Number(a) - Number(b);

/** Throws MARKER_UNREADABLE for a column of the summary where several scenarios have one, UNKNOWN_NAME for one that is not there. */
function valuesOf(
  column: string,
  summary: Run['analysis']['summary'],
  images: Run['rows']['images'],
): (variant: Variant) => Value | undefined {
  if (Object.hasOwn(imageMetrics, column)) {
    const imageOf = new Map(images.map((image) => [variantId(image), image]));
    return (variant) => imageOf.get(variantId(variant))?.[column as keyof (typeof images)[number]];
  }
  if (!Object.hasOwn(summaryMetrics, column))
    throw new StagebenchError('UNKNOWN_NAME', unknownName('column', column, columnNames));
  const scenarios = [...new Set(summary.map(({ scenario }) => scenario))];
  const [scenario, ...others] = scenarios;
  if (scenario === undefined || others.length > 0)
    throw new StagebenchError(
      'MARKER_UNREADABLE',
      `Each scenario has its own ${column}: to sort by it, name one (scenarios=${scenarios[0] ?? 'cold'}).`,
    );
  const rowOf = new Map(summary.map((row) => [cellId(row), row]));
  return (variant) => rowOf.get(cellId({ ...variant, scenario }))?.[column as keyof (typeof summary)[number]];
}

/** Columns that can stand in a table or sort it. */
export const columnNames: readonly string[] = [
  ...new Set([...Object.keys(imageMetrics), ...Object.keys(summaryMetrics)]),
];

/** How a column is declared, wherever it stands. */
export const columnOf = (name: string): Column | undefined => columns.get(name);

const columns: ReadonlyMap<string, Column> = new Map(
  Object.entries<Column>({ ...summaryMetrics, ...imageMetrics }),
);
