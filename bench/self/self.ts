import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readRun } from '../../src/record/read/read-run.ts';
import { format as markdown } from '../../src/report/formats/md.ts';
import type { SelfFigures } from '../../src/report/table.ts';
import { table as selfTable } from '../../src/report/tables/self.ts';
import { rootFolder, systemClock } from '../context.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { definitions } from '../registry.ts';
import { printError } from '../terminal/print-error.ts';
import { chosenParts } from './chosen-parts.ts';
import { findHyperfine } from './find-hyperfine.ts';
import { inspectFigures } from './figures/inspect-figures.ts';
import { pageFigures } from './figures/page-figures.ts';
import { projectFigures } from './figures/project-figures.ts';
import { memoryFigure, overheadFigure } from './figures/run-figures.ts';
import { scaleFigures } from './figures/scale-figures.ts';
import { shardFigures } from './figures/shard-figures.ts';
import { quietFigure } from './figures/quiet-figure.ts';
import { startUpFigures } from './figures/start-up-figures.ts';
import { statisticsFigure } from './figures/statistics-figure.ts';
import { trendFigures } from './figures/trend-figures.ts';
import { timingFigure } from './figures/timing-figure.ts';
import { replaceFigures } from './replace-figures.ts';

/*
 * `npm run bench:self [RUN [RUN2]] [-- --only PART,…]`: what the harness itself costs, against hyperfine in the same run. RUN (default
 * results/latest) is the full run whose overhead is told, RUN2 (default the same) the one whose memory. Inspecting is measured
 * with the largest base on the engine, which must have 1 GB. Writes results/published/self.json, from which
 * `npm run docs` makes the table in ARCHITECTURE.md. With --only, the other figures of that file stay, each with its own date.
 * Nothing else should run on the machine meanwhile.
 */
const controller = new AbortController();
process.once('SIGINT', () => {
  controller.abort();
});
const context = {
  root: rootFolder,
  definitions,
  clock: systemClock,
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
};
try {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const hyperfine = await findHyperfine(context);
  const run = await readRun(path.resolve(positionals[0] ?? path.join('results', 'latest')));
  const memoryRun = positionals[1] === undefined ? run : await readRun(path.resolve(positionals[1]));
  const parts = {
    // First: it needs an image that may not be there.
    inspect: () => inspectFigures(hyperfine, context),
    time: async () => [await timingFigure(hyperfine, context), await quietFigure(context)],
    run: () => [overheadFigure(run)],
    projects: () => projectFigures(hyperfine, context),
    start: () => startUpFigures(hyperfine, context.root),
    statistics: async () => [await statisticsFigure(run, definitions)],
    memory: () => [memoryFigure(memoryRun)],
    scale: () => scaleFigures(hyperfine, context),
    shards: () => shardFigures(hyperfine, context),
    pages: () => pageFigures(hyperfine, run.folder, context),
    trend: () => trendFigures(hyperfine, context),
  };
  const chosen = chosenParts(Object.keys(parts), values.only);
  const date = systemClock.date().toISOString().slice(0, 10);
  const byPart = new Map<string, SelfFigures['figures']>();
  for (const [part, figures] of Object.entries(parts)) {
    if (chosen.includes(part)) byPart.set(part, await figures());
  }
  // Told last, though it comes first.
  const { inspect, ...others } = Object.fromEntries(byPart);
  const measured = [...Object.values(others), inspect ?? []].flat().map((figure) => ({ ...figure, date }));
  const file = path.join(context.root, 'results', 'published', 'self.json');
  const machine = describeMachine();
  const self: SelfFigures = {
    date,
    machine: `${machine.cores} cores, Node ${machine.node}, ${run.manifest.engine.kind} engine ${run.manifest.engine.version}`,
    figures:
      values.only === undefined
        ? measured
        : replaceFigures(JSON.parse(await readFile(file, 'utf8')) as SelfFigures, measured),
  };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(self, null, 2)}\n`);
  process.stdout.write(`${markdown.print({ tables: selfTable.show(self) })}\n`);
} catch (error) {
  process.exitCode = printError(error, process.stderr, controller.signal.aborted);
}
