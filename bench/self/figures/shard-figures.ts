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

/** So many machines. */
const shards = 50;

/** What it takes to split a large plan and to put it together again: 2,004 cells in 10 rounds and 50 shards, on the fake engine. */
export async function shardFigures(
  hyperfine: string,
  { root, stderr }: Pick<CommandContext, 'root' | 'stderr'>,
): Promise<SelfFigures['figures']> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagebench-self-'));
  try {
    const words = await scriptArguments(root, 'stagebench');
    const program = words.map((word) => (word === 'bench/cli.js' ? 'bench/self/shard-cells.ts' : word));
    const memoryFile = path.join(folder, 'memory');
    const preload = ['--import', pathToFileURL(path.join(import.meta.dirname, '..', 'tell-memory.ts')).href];
    const env = {
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      STAGEBENCH_SELF_MEMORY: memoryFile,
      STAGEBENCH_FAKE: JSON.stringify({ noise: 0.03, noiseSeed: 1 }),
    };
    const start = (asked: readonly string[]) => {
      stderr.write(`${asked.join(' ')}\n`);
      return hyperfineOnce(hyperfine, [process.execPath, ...preload, ...program, ...asked], {
        env,
        cwd: root,
      });
    };
    const results = path.join(folder, 'shards');
    const shard = (number: number) => ['--suite', 'shard-cells', '--shard', `${number}/${shards}`];
    const planned = await start(['plan', ...shard(1), '--results', results]);
    for (let number = 1; number <= shards; number += 1)
      await start([
        'run',
        ...shard(number),
        '--engine',
        'fake',
        '--quiet',
        '--balance',
        'even',
        '--results',
        results,
      ]);
    const merged = path.join(folder, 'merged');
    const joined = await start(['merge', results, '--results', merged]);
    // Each process has appended its own.
    const peakBytes = Number((await readFile(memoryFile, 'utf8')).trim().split('\n').at(-1));
    const run = path.join(merged, 'latest');
    const reported = await start(['report', '--run', run]);
    const { manifest, builds } = await readRun(run);
    const what = `${manifest.plan.cells.length} cells in ${manifest.plan.rounds} rounds and ${shards} shards`;
    const measured = `${what}, ${builds.length} builds of the fake engine`;
    return [
      { name: '`plan` of a shard', value: formatMs(planned.wallMs), limit: 'under 1 s', how: what },
      { name: '`merge`', value: formatMs(joined.wallMs), limit: 'under 10 s', how: measured },
      { name: 'its memory', value: formatBytes(peakBytes), limit: 'under 500 MB', how: 'peak resident set' },
      {
        name: '`report` of the merged run',
        value: formatMs(reported.wallMs),
        limit: 'under 10 s',
        how: measured,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
