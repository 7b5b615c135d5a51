import { cellId, type Cell } from '../../../src/domain/run/plan.ts';
import { timeMetric } from '../../../src/domain/metrics/night.ts';
import { seriesKey } from '../../../src/record/history/history.ts';
import { readHistory } from '../../../src/record/history/read-history.ts';
import { bisectSides, pathsOf, type Bisecting, type BisectStep } from '../../sides/bisect-sides.ts';
import { chooseSides } from '../../sides/choose-sides.ts';
import { measureSides, type SidesRun } from '../../sides/measure-sides.ts';
import { withProject, type CommandContext } from '../../context.ts';
import { refuseUnknownNames } from '../../sides/known-cell.ts';
import { writeWords } from '../../terminal/wrapped.ts';
import { trendOf } from '../../nights/trend-of.ts';

export interface BisectJob {
  readonly cell: Cell;
  /** Words for two states; the older one is chosen if undefined. */
  readonly before: string | undefined;
  readonly after: string;
  readonly pairs: number;
  /** Absolute path. */
  readonly history: string;
  readonly run: SidesRun;
  readonly json: boolean;
}

/** Says whether a cell became slower between two states, and what made it. 3 if it did. Throws UNKNOWN_NAME, NO_NIGHT, PAST_GONE, BASE_GONE. */
export async function bisect(
  { cell, before, after, pairs, history: folder, run, json }: BisectJob,
  ofSamples: CommandContext,
): Promise<number> {
  const context = withProject(ofSamples, run.project);
  const known = await readHistory(folder);
  if (!known.series.has(seriesKey({ ...cell, metric: timeMetric })))
    refuseUnknownNames(cell, context.definitions);
  const { trend } = await trendOf(folder, known, context);
  const sides = chooseSides(trend, cell, { before, after });
  for (const note of sides.notes ?? []) writeWords(context.stderr, `note: ${note}`);
  const steps: BisectStep[] = [];
  const asking: Bisecting = {
    ask: (one, other, times = 1) =>
      measureSides(cell, { before: one, after: other }, pairs * times, run, context),
    ...{ root: rootOf(run.project) ?? context.root, paths: pathsOf(cell, context) },
  };
  for await (const step of bisectSides(sides, asking)) {
    steps.push(step);
    if (!json) context.stdout.write(`${stepText(cell, step)}\n`);
  }
  if (json) context.stdout.write(`${JSON.stringify({ series: cellId(cell), steps }, null, 2)}\n`);
  return steps[0]?.found?.verdict === 'slower' ? 3 : 0;
}

/** Where git is asked; undefined for the samples. */
const rootOf = (project: SidesRun['project']): string | undefined =>
  project?.definitions.apps[0]?.project?.root;

function stepText(cell: Cell, { what, before, after, found, conclusion }: BisectStep): string {
  const { verdict, ratio, pairs, p, folder } = found ?? {};
  const number =
    ratio === undefined
      ? ''
      : ` (× ${ratio.toFixed(3)}, ${pairs} pairs, p ${(p ?? 1) < 0.0001 ? '< 0.0001' : `= ${(p ?? 1).toPrecision(2)}`}: ${folder})`;
  const words =
    verdict === 'alike'
      ? `no difference was shown between ${before} and ${after}`
      : `${after} is ${verdict} than ${before}`;
  return [
    ...(found === undefined ? [] : [`${cellId(cell)}, ${what}: ${words}${number}`]),
    ...(conclusion === undefined ? [] : [conclusion]),
  ].join('\n');
}
