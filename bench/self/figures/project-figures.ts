import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { median } from 'simple-statistics';
import { formatMs } from '../../../src/domain/units.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { CommandContext } from '../../context.ts';
import { hyperfineTimes } from '../hyperfine-times.ts';
import { scriptArguments } from '../script-arguments.ts';
import { overheadFigure } from './run-figures.ts';

type Figure = SelfFigures['figures'][number];

const rounds = 3;
const folders = 500;
const filesOfEach = 100;
const plans = 5;

/** What somebody's own project costs: a run of two variants on the engine, and the plan of a large repository. */
export async function projectFigures(
  hyperfine: string,
  { root, stderr }: Pick<CommandContext, 'root' | 'stderr'>,
): Promise<SelfFigures['figures']> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagebench-self-'));
  try {
    stderr.write('a project of two variants\n');
    const run = await twoVariants(root, folder);
    stderr.write(`a repository of ${folders * filesOfEach} files\n`);
    return [run, await largeRepository(hyperfine, root, path.join(folder, 'large'))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the Go app, whose builds are the shortest: beside others, the rest weighs less. */
async function twoVariants(root: string, folder: string): Promise<Figure> {
  const [project, results] = [path.join(folder, 'go'), path.join(folder, 'rows')];
  await cp(path.join(root, 'sample-apps', 'go'), project, { recursive: true });
  for (const strategy of ['slim', 'scratch'])
    await cp(
      path.join(root, 'strategies', strategy, 'go.Dockerfile'),
      path.join(project, `${strategy}.Dockerfile`),
    );
  const words = ['--project', project, '--rounds', String(rounds), '--results', results, '--quiet'];
  await execa(process.execPath, [...(await scriptArguments(root, 'bench')), ...words], { cwd: root });
  return overheadFigure(await readRun(path.join(results, 'latest')), 'a project of two variants');
}

/** What is found of it, and its plan. */
async function largeRepository(hyperfine: string, root: string, project: string): Promise<Figure> {
  for (let folder = 0; folder < folders; folder += 1) {
    const below = path.join(project, 'src', `part-${folder}`);
    await mkdir(below, { recursive: true });
    for (let file = 0; file < filesOfEach; file += 1)
      await writeFile(path.join(below, `file-${file}.js`), `export const it = ${file};\n`);
  }
  await writeFile(path.join(project, 'package.json'), '{"name":"large","version":"1.0.0"}\n');
  await writeFile(path.join(project, 'Dockerfile'), 'FROM node:24-trixie-slim\nCOPY . .\nCMD ["node"]\n');
  const git = (...words: string[]) =>
    execa('git', ['-c', 'user.name=self', '-c', 'user.email=self@localhost', ...words], { cwd: project });
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'all of it');
  const words = ['run', '--dry-run', '--project', project];
  const cli = path.join(root, 'bench', 'cli.js');
  const times = await hyperfineTimes(hyperfine, [process.execPath, cli, ...words], {
    runs: plans,
    cwd: root,
  });
  return {
    name: '`run --dry-run` of a large project',
    value: formatMs(median(times)),
    limit: 'under 1 s',
    how: `wall time, median of ${plans} by hyperfine, a repository of ${folders * filesOfEach} files`,
  };
}
