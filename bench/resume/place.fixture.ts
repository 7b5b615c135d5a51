import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, expect } from 'vitest';
import { cellId, variantId } from '../../src/domain/plan.ts';
import { readRun } from '../../src/record/read/read-run.ts';
import { layersOf, stepsOf } from '../fake-cli.fixture.ts';
import { rootFolder } from '../context.ts';
import { stagebench as inProcess } from '../in-process-cli.fixture.ts';

const folders: string[] = [];
// Compiled once, not again by each of the processes.
const compiled = mkdtempSync(path.join(tmpdir(), 'stagebench-compiled-'));
folders.push(compiled);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/**
 * The program on the fake engine, in a folder of its own: tests may run side by side. A run that is killed has a process of
 * its own; starting one for each would take most of the time of these tests.
 */
export function place() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-resume-'));
  folders.push(folder);
  const results = path.join(folder, 'results');
  const stagebench = async (words: readonly string[], fake: object = {}) => {
    if (!('killedBuild' in fake || 'killedReading' in fake)) {
      const { exitCode, stdout, stderr } = await inProcess([...words, '--results', results], {
        ...process.env,
        ...{ XDG_CACHE_HOME: path.join(folder, 'cache'), STAGEBENCH_FAKE: JSON.stringify(fake) },
      });
      return { ended: exitCode, stdout, stderr };
    }
    const { exitCode, signal, stdout, stderr } = await execa(
      process.execPath,
      [path.join(rootFolder, 'bench', 'cli.ts'), ...words, '--results', results],
      {
        reject: false,
        env: {
          ...{ XDG_CACHE_HOME: path.join(folder, 'cache'), NODE_COMPILE_CACHE: compiled },
          STAGEBENCH_FAKE: JSON.stringify(fake),
        },
      },
    );
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
    file: (name: string): string => path.join(run(), name),
    read: () => readRun(run()),
    summary: () =>
      readFileSync(path.join(run(), 'summary.csv'), 'utf8')
        .split('\n')
        .map((line) => line.replace(/^[^,]*,/, '')),
  };
}
export type Place = ReturnType<typeof place>;

/** What a run gives that nothing has cut; made once. */
const uncut = new Map<string, Promise<string[]>>();
function expectedSummary(options: readonly string[], fake: object): Promise<string[]> {
  const key = JSON.stringify([options, fake]);
  const known = uncut.get(key);
  if (known !== undefined) return known;
  const reference = place();
  const made = reference.start(options, fake).then(() => reference.summary());
  uncut.set(key, made);
  return made;
}

/** Each visit of the plan has one sample, rows count without gaps, and steps and layers belong to rows, each once. */
export async function expectSound(at: Place): Promise<void> {
  const run = await at.read();
  const { builds, manifest } = run;
  expect(builds.map(({ sequence }) => sequence)).toEqual(builds.map((_, index) => index + 1));
  const samples = builds.filter(({ phase, state }) => phase !== 'prime' && state !== 'aborted');
  const visits = samples.map((row) => `${cellId(row)} in round ${row.round}`);
  const planned = manifest.plan.visits.filter(({ phase }) => phase !== 'prime');
  expect(visits.toSorted()).toEqual(planned.map((row) => `${cellId(row)} in round ${row.round}`).toSorted());
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
