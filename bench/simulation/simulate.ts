import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readRun } from '../../src/record/read/read-run.ts';
import { format as markdown } from '../../src/report/formats/md.ts';
import type { SimulationFigures, SimulationTable } from '../../src/report/table.ts';
import { table } from '../../src/report/tables/simulation.ts';
import { rootFolder, systemClock } from '../context.ts';
import { inThreads } from '../threads/in-threads.ts';
import { candidates } from './candidates/candidates.ts';
import { covered, moved, still } from './conditions.ts';
import type { Counted } from './count.ts';
import type { Share } from './count.worker.ts';
import { coldPairs, residuals } from './published-noise.ts';
import { publishedClaims } from './published-claims.ts';

/*
 * `npm run simulate -- [FAMILIES] [published]`: how the ways of judging a run do where the truth is known, over so many families of
 * comparisons a line (default 2000). Seeded: it gives the same figures each time. Noise is made up, or drawn from results/published/aa.
 * Writes results/published/simulation.json, from which `npm run docs` makes the tables in docs/method.md. It takes twenty minutes. With
 * `published` only the lines are made anew that are drawn from the published rows: for when other rows were published.
 */
const families = Number(process.argv[2] ?? 2000);
const onlyPublished = process.argv[3] === 'published';
const seed = 13;
/** Families of one share of the work. */
const atOnce = 50;

const folder = path.join(rootFolder, 'results', 'published');
const file = path.join(folder, 'simulation.json');
const before = onlyPublished ? (JSON.parse(await readFile(file, 'utf8')) as SimulationFigures) : undefined;
if (before !== undefined && (before.families !== families || before.seed !== seed))
  throw new Error(
    `${file} was made of ${before.families} families with the seed ${before.seed}: make all of it anew.`,
  );
const published = coldPairs(await readRun(path.join(folder, 'aa')));
const measured = residuals(published);
const conditions = { 'false families': still(measured), found: moved(measured), covered: covered(measured) };
const tableOf = { 'false families': 'false-families', found: 'power', covered: 'coverage' } as const;
const lines = (Object.keys(conditions) as Counted[]).flatMap((what) =>
  conditions[what].map(({ name, isOfPublished = false }, condition) => ({
    ...{ what, name, condition },
    isKept: onlyPublished && !isOfPublished,
  })),
);
const shares = lines.flatMap(({ what, condition, isKept }, line) =>
  Array.from({ length: isKept ? 0 : Math.ceil(families / atOnce) }, (_, part): Share & { line: number } => ({
    ...{ what, condition, line, seed: seed + 1_000_003 * line + 7919 * part },
    families: Math.min(atOnce, families - part * atOnce),
  })),
);
const sums = await inThreads<number[]>(
  new URL('count.worker.ts', import.meta.url),
  shares,
  (done) => {
    if (done % 20 === 0) process.stderr.write(`${done} of ${shares.length}\n`);
  },
  measured,
);
const rowsOf = (what: Counted): SimulationTable['rows'] =>
  lines.flatMap(({ what: of, name, isKept }, line) => {
    if (of !== what) return [];
    if (isKept) return before?.tables[tableOf[what]]?.rows.filter((row) => row.name === name) ?? [];
    const own = sums.filter((_, index) => shares[index]?.line === line);
    const values = candidates.map((_, place) => own.reduce((sum, part) => sum + (part[place] ?? NaN), 0));
    return [{ name, values: values.map((value) => (Number.isNaN(value) ? null : value / families)) }];
  });
const figures: SimulationFigures = {
  madeBy: `npm run simulate -- ${families}`,
  date: systemClock.date().toISOString().slice(0, 10),
  ...{ families, seed, candidates: candidates.map(({ name }) => name) },
  tables: {
    [tableOf['false families']]: { unit: 'share', rows: rowsOf('false families') },
    [tableOf.found]: { unit: 'share', rows: rowsOf('found') },
    [tableOf.covered]: { unit: 'share', rows: rowsOf('covered') },
    published: { unit: 'count', rows: await publishedClaims(published) },
  },
};
await mkdir(folder, { recursive: true });
await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
for (const name of Object.keys(figures.tables))
  process.stdout.write(`${markdown.print({ tables: table.show({ figures, name }) })}\n`);
