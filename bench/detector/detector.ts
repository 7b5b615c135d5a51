import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format as markdown } from '../../src/report/formats/md.ts';
import type { SimulationFigures, SimulationTable } from '../../src/report/table.ts';
import { table } from '../../src/report/tables/simulation.ts';
import { rootFolder, systemClock } from '../context.ts';
import { inThreads } from '../threads/in-threads.ts';
import { seriesYearsOfWorld, stepsOfWorld, within } from './count.ts';
import type { WorldResult } from './detector.worker.ts';
import { models } from './models.ts';
import { rules } from './rules.ts';

/*
 * `npm run bench:detector [SHARE]`: how the rule of the nightly and three common ones do in worlds of which the truth is known. Seeded:
 * it gives the same figures each time. SHARE (default 1) is the part of the worlds that is looked at. Writes
 * results/published/detector.json, from which `npm run docs` makes the tables of docs/trend.md.
 */
const share = Number(process.argv[2] ?? 1);
const seed = 29;
const some = (count: number): number => Math.max(1, Math.round(count * share));
/** 24 × 72 series: 1728 series-years. Alarms of one world come together, where its machine drifts: a few worlds would say little. */
const worldsOfYear = some(24);
/** 80 × 3 series: 240 steps. */
const worldsOfStep = some(80);
const sampleSizes = [3, 5, 10] as const;
const usual = 5;
const ratios = [1.05, 1.1, 1.2, 0.9] as const;

interface Line {
  readonly model: number;
  readonly samples: number;
  readonly ratio?: number;
}

// More samples do not help where the scatter is the night's.
const sizesOf = (model: number): readonly number[] =>
  models[model]?.isOfNight === true ? [usual] : sampleSizes;
const places = models.map((_, place) => place);
const years = places.flatMap((model) => sizesOf(model).map((samples): Line => ({ model, samples })));
const steps = places.flatMap((model) => ratios.map((ratio): Line => ({ model, samples: usual, ratio })));
const lines = [...years, ...steps];
const shares = lines.flatMap((line, number) =>
  Array.from({ length: line.ratio === undefined ? worldsOfYear : worldsOfStep }, (_, world) => ({
    ...line,
    number,
    seed: seed + 1_000_003 * number + 7919 * world,
  })),
);
const results = await inThreads<WorldResult>(
  new URL('detector.worker.ts', import.meta.url),
  shares,
  (done) => {
    if (done % 50 === 0) process.stderr.write(`${done} of ${shares.length}\n`);
  },
);
const resultsOf = (line: Line): WorldResult[] =>
  results.filter((_, index) => shares[index]?.number === lines.indexOf(line));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const modelName = ({ model, samples }: Line): string =>
  `${models[model]?.name ?? ''}${models[model]?.isOfNight === true ? '' : `, ${samples} samples`}`;
const stepName = (ratio: number): string =>
  `${ratio > 1 ? '+' : '−'}${Math.round(Math.abs(ratio - 1) * 100)} %`;

const alarmsOf = (way: 'up' | 'down'): SimulationTable => ({
  unit: 'rate',
  rows: years.map((line) => ({
    name: modelName(line),
    values: rules.map(
      (_, rule) =>
        sum(resultsOf(line).map((result) => result[way][rule] ?? NaN)) / (worldsOfYear * seriesYearsOfWorld),
    ),
  })),
});
const foundIn = (line: Line, rule: number, night: number): number =>
  sum(resultsOf(line).map(({ found }) => found[rule]?.[night] ?? NaN)) / (worldsOfStep * stepsOfWorld);
/** By the nights that are asked for, of every rule. */
const foundWithin = (nights: number, ratio: number): SimulationTable => ({
  unit: 'share',
  rows: steps
    .filter((line) => line.ratio === ratio)
    .map((line) => ({
      name: modelName(line),
      values: rules.map((_, rule) => foundIn(line, rule, within.indexOf(nights as (typeof within)[number]))),
    })),
});
const ours: SimulationTable = {
  unit: 'share',
  heads: within.map((nights) => (nights === 1 ? 'in the first night' : `within ${nights} nights`)),
  rows: steps.map((line) => ({
    name: `${stepName(line.ratio ?? 1)}, ${modelName(line)}`,
    values: within.map((_, night) => foundIn(line, 0, night)),
  })),
};
const figures: SimulationFigures = {
  madeBy: share === 1 ? 'npm run bench:detector' : `npm run bench:detector -- ${share}`,
  date: systemClock.date().toISOString().slice(0, 10),
  behind: `${worldsOfYear * seriesYearsOfWorld} series-years, or ${worldsOfStep * stepsOfWorld} steps, each line`,
  ...{ seed, candidates: rules.map(({ name }) => name) },
  tables: {
    'false-slowdowns': alarmsOf('up'),
    'false-speedups': alarmsOf('down'),
    'found-20-in-3': foundWithin(3, 1.2),
    'found-10-in-7': foundWithin(7, 1.1),
    'found-by-night': ours,
  },
};
const folder = path.join(rootFolder, 'results', 'published');
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'detector.json'), `${JSON.stringify(figures, null, 2)}\n`);
for (const name of Object.keys(figures.tables))
  process.stdout.write(`${markdown.print({ tables: table.show({ figures, name }) })}\n\n`);
