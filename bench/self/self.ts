import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readRun } from '../../src/record/read/read-run.ts';
import { format as markdown } from '../../src/report/formats/md.ts';
import type { SelfFigures } from '../../src/report/table.ts';
import { table as selfTable } from '../../src/report/tables/self.ts';
import { rootFolder, systemClock } from '../context.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { definitions } from '../registry.ts';
import { printError } from '../terminal/print-error.ts';
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

/*
 * `npm run bench:self [RUN [RUN2]]`: what the harness itself costs, against hyperfine in the same run. RUN (default
 * results/latest) is the full run whose overhead is told, RUN2 (default the same) the one whose memory. Inspecting is measured
 * with the largest base on the engine, which must have 1 GB. Writes results/published/self.json, from which
 * `npm run docs` makes the table in ARCHITECTURE.md. Nothing else should run on the machine meanwhile.
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
  const hyperfine = await findHyperfine(context);
  const run = await readRun(path.resolve(process.argv[2] ?? path.join('results', 'latest')));
  const memoryRun = process.argv[3] === undefined ? run : await readRun(path.resolve(process.argv[3]));
  const machine = describeMachine();
  // First: it needs an image that may not be there.
  const inspecting = await inspectFigures(hyperfine, context);
  const self: SelfFigures = {
    date: systemClock.date().toISOString().slice(0, 10),
    machine: `${machine.cores} cores, Node ${machine.node}, ${run.manifest.engine.kind} engine ${run.manifest.engine.version}`,
    figures: [
      await timingFigure(hyperfine, context),
      await quietFigure(context),
      overheadFigure(run),
      ...(await projectFigures(hyperfine, context)),
      ...(await startUpFigures(hyperfine, context.root)),
      await statisticsFigure(run, definitions),
      memoryFigure(memoryRun),
      ...(await scaleFigures(hyperfine, context)),
      ...(await shardFigures(hyperfine, context)),
      ...(await pageFigures(hyperfine, run.folder, context)),
      ...(await trendFigures(hyperfine, context)),
      ...inspecting,
    ],
  };
  const folder = path.join(context.root, 'results', 'published');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'self.json'), `${JSON.stringify(self, null, 2)}\n`);
  process.stdout.write(`${markdown.print({ tables: selfTable.show(self) })}\n`);
} catch (error) {
  process.exitCode = printError(error, process.stderr, controller.signal.aborted);
}
