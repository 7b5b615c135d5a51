import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { median } from 'simple-statistics';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import { writeHistory } from '../../../src/record/history/written-history.fixture.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import { madeHistory, type MadeCells, type Planted } from '../../../src/stats/trend/made-history.fixture.ts';
import type { CommandContext } from '../../context.ts';
import { hyperfineOnce } from '../hyperfine-times.ts';
import type { Judged } from '../judge-history.ts';
import { scriptArguments } from '../script-arguments.ts';

const nights = 3650;
/** 150 series. */
const cells: MadeCells = {
  apps: ['go', 'node', 'python', 'rust', 'java'],
  strategies: Array.from({ length: 15 }, (_, place) => `way-${place}`),
  scenarios: ['cold', 'warm'],
};

const hashOf = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/**
 * Every cell becomes slower with a new Dockerfile now and then: an event has to be found, and its cause. As in real nights every variant has
 * a Dockerfile of its own, and every night a commit.
 */
const stepped = (cell: string, night: number): Planted => {
  const step = Math.floor((night + 40 * cell.length) / 700);
  const [app = '', strategy = ''] = cell.split('/');
  return {
    ratio: 1.1 ** step,
    pins: {
      definition: hashOf(`${app} ${strategy} ${step}`, 12),
      ...{ base: hashOf(strategy, 12), lockfile: hashOf(app, 12), commit: hashOf(String(night), 40) },
      cold_method: cell.endsWith('/cold') ? 'pruned' : '',
    },
  };
};

/** Each is judged so often: in a process of its own, as it is for people. */
const times = 5;

/** The medians of what a history takes. */
async function judged(words: readonly string[], root: string): Promise<Judged> {
  const all: Judged[] = [];
  const script = path.join(import.meta.dirname, '..', 'judge-history.ts');
  const options = (await scriptArguments(root, 'stagebench')).filter((word) => word.startsWith('--'));
  for (let time = 0; time < times; time += 1) {
    const { stdout } = await execa(process.execPath, [...options, script, ...words], { cwd: root });
    all.push(JSON.parse(stdout) as Judged);
  }
  return {
    reading: median(all.map(({ reading }) => reading)),
    judging: median(all.map(({ judging }) => judging)),
  };
}

/** What ten years of nights cost: to read them, to judge them from the beginning, and to judge one more. */
export async function trendFigures(
  hyperfine: string,
  { root, stderr }: Pick<CommandContext, 'root' | 'stderr'>,
): Promise<SelfFigures['figures']> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagebench-self-'));
  const how = `CPU time, 150 series of ${nights} nights, each of its own commit; median of ${times} processes`;
  try {
    stderr.write('a history of ten years\n');
    writeHistory(folder, madeHistory(nights, stepped, 7, cells));
    const peakBytes = await memoryOfTrend(hyperfine, root, folder);
    const state = path.join(folder, 'state.json');
    const { reading, judging } = await judged([folder, state], root);
    // What is kept names the rows that it was made of, so the longer history is judged with it.
    writeHistory(folder, madeHistory(nights + 1, stepped, 7, cells));
    const { judging: night } = await judged([folder, state, 'more'], root);
    return [
      { name: 'a history, read', value: formatMs(reading), limit: 'under 2 s', how },
      { name: 'and judged anew', value: formatMs(judging), limit: 'under 1 s', how },
      {
        name: 'its memory',
        value: formatBytes(peakBytes),
        limit: 'under 300 MB',
        how: 'peak resident set of `trend`',
      },
      {
        name: 'one more night',
        value: formatMs(night),
        limit: 'under 0.1 s',
        how: `CPU time, with what was kept; median of ${times} processes`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The peak resident set of the command that reads and judges a history. */
async function memoryOfTrend(hyperfine: string, root: string, history: string): Promise<number> {
  const memoryFile = path.join(history, 'memory');
  const preload = ['--import', pathToFileURL(path.join(import.meta.dirname, '..', 'tell-memory.ts')).href];
  const script = await scriptArguments(root, 'stagebench');
  const words = ['trend', '--history', history, '--series', 'go/way-0/cold'];
  await hyperfineOnce(hyperfine, [process.execPath, ...preload, ...script, ...words], {
    env: { STAGEBENCH_SELF_MEMORY: memoryFile, XDG_CACHE_HOME: path.join(history, 'cache') },
    cwd: root,
  });
  return Number((await readFile(memoryFile, 'utf8')).trim());
}
