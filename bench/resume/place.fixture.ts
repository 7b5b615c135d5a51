import { globSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, expect } from 'vitest';
import { cellId, singleBuilds, variantId, type Cell } from '../../src/domain/run/plan.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import type { BuildRow } from '../../src/record/rows.ts';
import { layersOf, stepsOf } from '../fake-cli.fixture.ts';
import { rootFolder } from '../context.ts';
import { stagebench as inProcess } from '../in-process-cli.fixture.ts';

/** What the kernel does when a process dies: the locks below a folder are nobody's any more, their notes stay. */
function giveBackLocks(folder: string): void {
  for (const file of globSync('**/*.lock', { cwd: folder }).map((name) => path.join(folder, name))) {
    // Nothing is ever written to a lock.
    writeFileSync(`${file}.free`, '');
    renameSync(`${file}.free`, file);
  }
}

/**
 * Makes places for the tests of a file: the program on the fake engine, in a folder of its own, so that tests may run side by
 * side. It runs in this process, unless `ownProcess` says that it is a process that is killed.
 */
export function usePlaces() {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  return ({ ownProcess = false } = {}): Place => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-resume-'));
    folders.push(folder);
    return placeIn(folder, ownProcess);
  };
}

function placeIn(folder: string, ownProcess: boolean) {
  const results = path.join(folder, 'results');
  const stagebench = async (given: readonly string[], fake: object = {}) => {
    const words = [...given, '--results', results];
    const env = { XDG_CACHE_HOME: path.join(folder, 'cache'), STAGEBENCH_FAKE: JSON.stringify(fake) };
    const { exitCode, signal, stdout, stderr } = ownProcess
      ? await execa(process.execPath, [path.join(rootFolder, 'bench', 'cli.js'), ...words], {
          ...{ reject: false, env },
        })
      : await inProcess(words, { ...process.env, ...env });
    if (!ownProcess && signal !== undefined) giveBackLocks(folder);
    return { ended: signal ?? exitCode, stdout, stderr };
  };
  const ids = () => readdirSync(results).filter((name) => name !== 'latest');
  /** The newest. */
  const run = () => path.join(results, ids().toSorted().at(-1) ?? '');
  return {
    folder,
    ids,
    start: (options: readonly string[], fake: object) =>
      stagebench(
        ['run', '--engine', 'fake', '--apps', 'go', '--strategies', 'slim,alpine', '--seed', '1', ...options],
        fake,
      ),
    resume: (fake: object = {}) => stagebench(['run', '--resume'], fake),
    /** The newest run, or the one that is named, with further words. */
    resumeWith: (words: readonly string[], fake: object = {}, ...named: readonly string[]) =>
      stagebench(['run', '--resume', ...named, ...words], fake),
    /** What a run has printed, after `npm run bench --`. */
    paste: (words: readonly string[], fake: object = {}) => stagebench(['run', ...words], fake),
    file: (name: string): string => path.join(run(), name),
    read: () => readRun(run()),
    summary: () =>
      readFileSync(path.join(run(), 'summary.csv'), 'utf8')
        .split('\n')
        .map((line) => line.replace(/^[^,]*,/, '')),
  };
}
export type Place = ReturnType<typeof placeIn>;

/** What a run gives that nothing has cut; made once. */
const uncut = new Map<string, Promise<string[]>>();
function expectedSummary(options: readonly string[], fake: object): Promise<string[]> {
  const key = JSON.stringify([options, fake]);
  const known = uncut.get(key);
  if (known !== undefined) return known;
  const made = summaryOf(options, fake);
  uncut.set(key, made);
  return made;
}

async function summaryOf(options: readonly string[], fake: object): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-uncut-'));
  try {
    const reference = placeIn(folder, false);
    await reference.start(options, fake);
    return reference.summary();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each build of the plan is there once, rows count upwards, and steps and layers belong to rows, each once. */
export async function expectSound(at: Place): Promise<void> {
  const run = await at.read();
  const { builds, manifest } = run;
  const sequences = builds.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
  const samples = builds.filter(({ phase, state }) => phase !== 'prime' && state !== 'aborted');
  const buildOf = ({ round, repeat = 1, ...cell }: Pick<BuildRow, 'round' | 'repeat'> & Cell): string =>
    `${cellId(cell)} in round ${round}, ${repeat}`;
  const planned = manifest.plan.visits.filter(({ phase }) => phase !== 'prime').flatMap(singleBuilds);
  // After a build that is not as demanded its visit makes no other.
  const spoiled = new Set(
    samples.filter(({ state }) => state !== 'built').map((row) => `${cellId(row)} ${row.round}`),
  );
  const due = planned.filter(
    (visit) =>
      (visit.repeat ?? 1) === 1 ||
      visit.phase === 'control' ||
      !spoiled.has(`${cellId(visit)} ${visit.round}`),
  );
  expect(samples.map(buildOf).toSorted()).toEqual(due.map(buildOf).toSorted());
  const withSteps = new Set(stepsOf(run).map(({ sequence }) => sequence));
  const measured = builds.filter((row) => row.phase === 'measure' && row.wall_ms !== undefined);
  expect([...withSteps].toSorted((a, b) => a - b)).toEqual(measured.map(({ sequence }) => sequence));
  const read = run.images.filter((image) => image.size_bytes !== undefined);
  const steps = read.flatMap((image) =>
    Array.from({ length: image.history_steps ?? 0 }, (_, index) => `${variantId(image)} ${index}`),
  );
  const layers = layersOf(run).map((layer) => `${variantId(layer)} ${layer.index}`);
  expect(layers.toSorted()).toEqual(steps.toSorted());
}

export async function expectAsUncut(at: Place, options: readonly string[], fake: object = {}): Promise<void> {
  expect(at.summary()).toEqual(await expectedSummary(options, fake));
  await expectSound(at);
}
export const primes = async (at: Place): Promise<string[]> =>
  (await at.read()).builds.filter(({ phase }) => phase === 'prime').map(cellId);
