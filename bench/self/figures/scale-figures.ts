import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { CommandContext } from '../../context.ts';
import { hyperfineOnce } from '../hyperfine-times.ts';
import { scriptArguments } from '../script-arguments.ts';

/** 147 builds each: 20,139 in all. */
const rounds = 137;
const roundsOfManyCells = 3;

/**
 * What runs cost that are larger than anybody makes them: 20,000 builds, and 1,200 cells, on the fake engine, on which builds
 * take no time. Seeded, so that each time the same is measured.
 */
export async function scaleFigures(
  hyperfine: string,
  { root, stderr }: Pick<CommandContext, 'root' | 'stderr'>,
): Promise<SelfFigures['figures']> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagebench-self-'));
  try {
    const script = await scriptArguments(root, 'stagebench');
    const runs = await scriptArguments(root, 'bench');
    const memoryFile = path.join(folder, 'memory');
    const environment = { XDG_CACHE_HOME: path.join(folder, 'cache'), STAGEBENCH_SELF_MEMORY: memoryFile };
    const preload = ['--import', pathToFileURL(path.join(import.meta.dirname, '..', 'tell-memory.ts')).href];
    const start = (program: readonly string[], words: readonly string[], noiseSeed = 1) => {
      const env = { ...environment, STAGEBENCH_FAKE: JSON.stringify({ noise: 0.03, noiseSeed }) };
      stderr.write(`${[...program.slice(-1), ...words].join(' ')}\n`);
      return hyperfineOnce(hyperfine, [process.execPath, ...preload, ...program, ...words], {
        env,
        cwd: root,
      });
    };
    const stagebench = (words: readonly string[]) => start(script, words);
    const run = (results: string, words: readonly string[], noiseSeed = 1, program = runs) =>
      start(
        program,
        ['--engine', 'fake', '--seed', '1', '--quiet', '--results', results, ...words],
        noiseSeed,
      );

    const [a, b, many] = ['a', 'b', 'many'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    await run(a, ['--rounds', String(rounds)]);
    const peakBytes = Number((await readFile(memoryFile, 'utf8')).trim());
    await run(b, ['--rounds', String(rounds)], 2);
    const [latestA, latestB] = [path.join(a, 'latest'), path.join(b, 'latest')];
    const reported = await stagebench(['report', '--run', latestA]);
    const compared = await stagebench(['compare', latestA, latestB]);
    const manyCells = runs.map((word) => (word === 'bench/cli.js' ? 'bench/self/many-cells.ts' : word));
    const ofMany = await run(
      many,
      ['--suite', 'many-cells', '--rounds', String(roundsOfManyCells)],
      1,
      manyCells,
    );
    const large = await readRun(latestA);
    const wide = await readRun(path.join(many, 'latest'));
    const builds = `${large.builds.length} builds of the fake engine`;
    return [
      {
        name: 'memory of a large run',
        value: formatBytes(peakBytes),
        limit: 'under 200 MB',
        how: `peak resident set of a run of ${builds}`,
      },
      {
        name: '`report` of a large run',
        value: formatMs(reported.cpuMs),
        limit: 'under 3 s',
        how: `processor time, ${builds}`,
      },
      {
        name: '`compare` of two large runs',
        value: formatMs(compared.cpuMs),
        limit: 'under 3 s',
        how: `processor time, each ${builds}`,
      },
      {
        name: 'a run of many cells',
        value: formatMs(ofMany.wallMs),
        limit: 'under 20 s',
        how: `${wide.manifest.plan.cells.length} cells in ${roundsOfManyCells} rounds, ${wide.builds.length} builds of the fake engine`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
