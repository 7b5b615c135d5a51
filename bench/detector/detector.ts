import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format as markdown } from '../../src/report/formats/md.ts';
import type { SimulationFigures } from '../../src/report/table.ts';
import { table } from '../../src/report/tables/simulation.ts';
import { rootFolder, systemClock } from '../context.ts';
import { inThreads } from '../threads/in-threads.ts';
import { commonRules, ruleNames } from './common-rules.ts';
import { quietYears, stepWorlds, type Condition } from './conditions.ts';
import type { WorldResult, WorldShare } from './detector.worker.ts';
import type { QuietYear } from './quiet-year.ts';
import { stepsOfWorld, type StepWorld } from './steps.ts';
import { stepTables } from './step-tables.ts';
import { isCompared, yearTables } from './year-tables.ts';

/*
 * `npm run bench:detector [SHARE]`: how the rule of the nightly and three common ones do in worlds of which the truth is known. Seeded:
 * it gives the same figures each time. SHARE (default 1) is the part of the worlds that is looked at. Writes
 * results/published/detector.json, from which `npm run docs` makes the tables of docs/trend.md. It takes five minutes on two cores.
 */
const share = Number(process.argv[2] ?? 1);
const seed = 29;
const some = (count: number): number => Math.max(1, Math.round(count * share));
/** 24 × 72 series: 1728 series-years. Alarms of one world come together, where its machine drifts: a few worlds would say little. */
const worldsOfYear = some(24);
/** In so many of them the slowest of the common rules is looked at, too: 432 series-years. */
const worldsOfSlowest = some(6);
/** 100 × 3 series: 300 steps. */
const worldsOfStep = some(100);

const commonOf = (condition: Condition, world: number): number => {
  if (!isCompared(condition)) return 0;
  return world < worldsOfSlowest ? commonRules.length : commonRules.length - 1;
};
/** Each condition has seeds of its own. */
const shareOf = (condition: Condition, number: number, world: number): WorldShare => ({
  condition,
  seed: seed + 1_000_003 * number + 7919 * world,
});
const years = quietYears.flatMap((condition, number) =>
  Array.from({ length: worldsOfYear }, (_, world) => ({
    ...shareOf(condition, number, world),
    common: commonOf(condition, world),
  })),
);
const stepShares = stepWorlds.flatMap((condition, number) =>
  Array.from({ length: worldsOfStep }, (_, world) => shareOf(condition, quietYears.length + number, world)),
);
const shares: readonly WorldShare[] = [...years, ...stepShares];
const results = await inThreads<WorldResult>(
  new URL('detector.worker.ts', import.meta.url),
  shares,
  (done) => {
    if (done % 50 === 0) process.stderr.write(`${done} of ${shares.length}\n`);
  },
);
const resultsOf = (condition: Condition): WorldResult[] =>
  results.filter((_, index) => shares[index]?.condition === condition);
const foundYears = new Map(quietYears.map((one) => [one, resultsOf(one) as QuietYear[]]));
const foundSteps = new Map(stepWorlds.map((one) => [one, resultsOf(one) as StepWorld[]]));
const figures: SimulationFigures = {
  madeBy: share === 1 ? 'npm run bench:detector' : `npm run bench:detector -- ${share}`,
  date: systemClock.date().toISOString().slice(0, 10),
  ...{ seed, candidates: ruleNames },
  tables: {
    ...yearTables(foundYears, worldsOfYear, worldsOfSlowest),
    ...stepTables(foundSteps, worldsOfStep * stepsOfWorld),
  },
};
const folder = path.join(rootFolder, 'results', 'published');
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'detector.json'), `${JSON.stringify(figures, null, 2)}\n`);
for (const name of Object.keys(figures.tables))
  process.stdout.write(`${markdown.print({ tables: table.show({ figures, name }) })}\n\n`);
