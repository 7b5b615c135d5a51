import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRun, type RecordedRun } from '../../src/record/read/read-run.ts';
import { cellId, variantId } from '../../src/domain/run/plan.ts';
import { readCsv } from '../../src/record/csv/read-csv.ts';
import { imageColumns } from '../../src/record/csv/columns.ts';
import { layerRowSchema, stepRowSchema } from '../../src/record/rows.ts';
import { rootFolder } from '../context.ts';
import { cellsOf, type Selection } from './covering-set.fixture.ts';
import { longestChains } from './longest-chain.fixture.ts';

/** What only `--transfer`, `--scan` and `--reproducible` measure. */
const askedFor = /^(transfer|push_|pull_|scan|reproducible|differing_)/;

const minutes = 60_000;

/** The project's main job, once: the selected variants in their scenarios, on a real engine, into CSV. */
export function describeWholeRun(title: string, selections: readonly Selection[]): void {
  const planned = cellsOf(selections);
  const plannedVariants = [...new Set(planned.map(variantId))].toSorted();
  const outcomes: { readonly exitCode: number | undefined; readonly stderr: string }[] = [];
  const runs: RecordedRun[] = [];
  let results: string;

  beforeAll(async () => {
    results = await mkdtemp(path.join(os.tmpdir(), 'stagebench-full-'));
    const cli = path.join(rootFolder, 'bench', 'cli.js');
    for (const selection of selections) {
      const words = ['apps', 'strategies', 'scenarios'] as const;
      const { exitCode, stderr } = await execa(
        process.execPath,
        [
          ...[cli, 'run', '--rounds', '1', '--results', results],
          ...words.flatMap((name) => [`--${name}`, selection[name].join(',')]),
        ],
        { reject: false },
      );
      outcomes.push({ exitCode, stderr });
      // The next run takes the link.
      runs.push(await readRun(await realpath(path.join(results, 'latest'))));
    }
  }, 40 * minutes);

  afterAll(() => rm(results, { recursive: true, force: true }));

  const builds = () => runs.flatMap((run) => run.builds);
  const samplesOf = (run: RecordedRun) => run.builds.filter((row) => row.phase === 'measure');
  const samples = () => runs.flatMap(samplesOf);
  const images = () => runs.flatMap((run) => run.images);

  describe(title, () => {
    test('ends with 0, all builds as their scenario demands, five of each warm visit, and three of the control in each run', () => {
      const notBuilt = builds()
        .filter((row) => row.state !== 'built')
        .map((row) => `${cellId(row)}: ${row.reason}`);
      expect(notBuilt).toEqual([]);
      const due = planned.flatMap((cell) =>
        (cell.scenario === 'warm' ? [1, 2, 3, 4, 5] : [1]).map((repeat) => `${cellId(cell)} ${repeat}`),
      );
      expect(
        samples()
          .map((row) => `${cellId(row)} ${row.repeat}`)
          .toSorted(),
      ).toEqual(due.toSorted());
      for (const run of runs) expect(run.builds.filter((row) => row.phase === 'control')).toHaveLength(3);
      expect(builds()).toHaveLength(due.length + 3 * runs.length);
      for (const { exitCode, stderr } of outcomes) expect(exitCode, stderr).toBe(0);
    });

    test('proves all images by their answers', () => {
      const healthy = images().filter((row) => row.healthy);
      expect(healthy.map(variantId).toSorted()).toEqual(plannedVariants);
      expect(images().every((row) => (row.start_ms ?? 0) > 0)).toBe(true);
    });

    test('a cold build runs every step, a warm one none, an edit some, and as many as foreseen', () => {
      for (const row of samples()) {
        const { steps_total: total = 0, steps_cached: cached = 0 } = row;
        expect(total, cellId(row)).toBeGreaterThan(0);
        expect(row.steps_expected_cached, cellId(row)).toBe(cached);
        if (row.scenario === 'cold') expect(cached, cellId(row)).toBe(0);
        else if (row.scenario === 'warm') expect(cached, cellId(row)).toBe(total);
        else {
          expect(cached, cellId(row)).toBeGreaterThan(0);
          expect(cached, cellId(row)).toBeLessThan(total);
        }
      }
    });

    test('the proof of each sample lies in steps.csv: every step did what was expected of it', async () => {
      for (const run of runs) {
        const file = path.join(run.folder, 'steps.csv');
        const steps = readCsv(file, await readFile(file, 'utf8'), stepRowSchema);
        const proved = steps.filter((step) => step.expected !== undefined);
        expect(proved.filter((step) => step.cached !== (step.expected === 'cached'))).toEqual([]);
        const counted = Map.groupBy(proved, (step) => step.sequence);
        for (const row of samplesOf(run))
          expect(counted.get(row.sequence)?.length, cellId(row)).toBe(row.steps_total);
      }
    });

    test('the longest chain of steps can be found again from steps.csv alone', async () => {
      for (const run of runs) {
        const chains = longestChains(await readFile(path.join(run.folder, 'steps.csv'), 'utf8'));
        // Durations are rounded to 1 µs, and no chain has a hundred steps.
        for (const row of samplesOf(run))
          expect(chains.get(String(row.sequence)), cellId(row)).toBeCloseTo(row.critical_path_ms ?? NaN, 1);
      }
    });

    test('no chain of steps takes longer than the build', () => {
      for (const row of samples()) {
        expect(row.critical_path_ms, cellId(row)).toBeGreaterThan(0);
        expect(row.critical_path_ms, cellId(row)).toBeLessThan(row.wall_ms ?? 0);
      }
    });

    test('a warm build gives the image that the cold one gave, an edit another', () => {
      for (const [id, rows] of Map.groupBy(samples(), variantId)) {
        const idOf = (scenario: string) => rows.find((row) => row.scenario === scenario)?.image_id;
        expect(idOf('warm'), id).toBe(idOf('cold'));
        const scenarios = new Set(rows.map((row) => row.scenario));
        expect(new Set(rows.map((row) => row.image_id)).size, id).toBe(scenarios.size - 1);
      }
    });

    test('the images that are read are the unedited ones', () => {
      for (const row of images()) {
        const cold = samples().find(
          (build) => variantId(build) === variantId(row) && build.scenario === 'cold',
        );
        expect(row.image_id, variantId(row)).toBe(cold?.image_id);
      }
    });

    test('only single-stage images run as root', () => {
      const asRoot = images().filter(
        (row) => row.user === undefined || row.user === 'root' || row.user === '0',
      );
      expect(asRoot.map(variantId).toSorted()).toEqual(
        plannedVariants.filter((id) => id.endsWith('/single-stage')),
      );
    });

    test('an image on scratch has no base: all its bytes and layers are its own', () => {
      const onScratch = images().filter(({ strategy }) => strategy === 'scratch');
      expect(onScratch).not.toEqual([]);
      for (const row of onScratch) {
        expect(row.size_bytes, variantId(row)).toBeGreaterThan(0);
        expect(row, variantId(row)).toMatchObject({
          ...{ base_ref: 'scratch', base_bytes: 0 },
          ...{ own_bytes: row.size_bytes, own_layers: row.layers },
        });
      }
    });

    test('on a mapped base, base and own bytes add up, and neither is all', () => {
      for (const row of images().filter((candidate) => candidate.base_ref !== 'scratch')) {
        const size = row.size_bytes ?? 0;
        expect((row.base_bytes ?? 0) + (row.own_bytes ?? 0), variantId(row)).toBe(size);
        expect(row.base_bytes, variantId(row)).toBeGreaterThan(0);
        expect(row.own_bytes, variantId(row)).toBeGreaterThan(0);
      }
    });

    test('every column of images.csv is filled, but where an image has nothing to say', () => {
      for (const row of images()) {
        const named = [
          'shells',
          'package_managers',
          'compilers',
          'network_tools',
          'secret_like_env',
        ] as const;
        const found = named.reduce((sum, column) => sum + (row[column] ?? 0), 0);
        const empty = imageColumns.filter(
          (column) => row[column] === undefined && column !== 'reason' && !askedFor.test(column),
        );
        expect(empty, variantId(row)).toEqual([
          ...(row.strategy === 'single-stage' ? ['user'] : []),
          ...(row.strategy === 'scratch' ? ['base_digest', 'os_packages'] : []),
          ...(found === 0 ? ['names_found'] : []),
        ]);
        expect(row.names_found?.split(' ').length ?? 0, variantId(row)).toBe(found);
      }
    });

    test('layers.csv adds up to images.csv', async () => {
      const texts = await Promise.all(
        runs.map(async (run) => {
          const file = path.join(run.folder, 'layers.csv');
          return readCsv(file, await readFile(file, 'utf8'), layerRowSchema);
        }),
      );
      const rows = Map.groupBy(texts.flat(), variantId);
      for (const row of images()) {
        const steps = rows.get(variantId(row)) ?? [];
        const layers = steps.filter(({ empty }) => !empty);
        const own = layers.filter((layer) => layer.own);
        const bytes = (some: typeof steps) => some.map((layer) => layer.size_bytes);
        const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(row, variantId(row)).toMatchObject({
          history_steps: steps.length,
          layers: layers.length,
          own_layers: own.length,
          size_bytes: sum(bytes(steps)),
          own_bytes: sum(bytes(own)),
          waste_bytes: sum(steps.map((layer) => layer.waste_bytes)),
          largest_layer_bytes: Math.max(...bytes(layers)),
        });
        expect(row.waste_bytes, variantId(row)).toBeLessThan(row.size_bytes ?? 0);
      }
    });

    test('what is in an image shows how it was built', () => {
      for (const row of images()) {
        const id = variantId(row);
        expect(row.runs_as_root, id).toBe(row.strategy === 'single-stage');
        expect(row.rootfs_bytes, id).toBeGreaterThan(0);
        expect(row.executables, id).toBeGreaterThan(0);
        if (row.strategy === 'scratch') {
          expect(row, id).toMatchObject({ shells: 0, package_managers: 0, compilers: 0, network_tools: 0 });
        }
        if (row.strategy === 'single-stage') {
          expect(row.compilers, id).toBeGreaterThan(0);
          expect(row.shells, id).toBeGreaterThan(0);
          expect(row.os_packages, id).toBeGreaterThan(0);
        }
      }
    });

    test('every app stops in order when it is told to, and holds some memory before', () => {
      expect(
        images()
          .filter(({ stop }) => stop !== 'graceful')
          .map(variantId),
      ).toEqual([]);
      for (const row of images()) {
        expect(row.idle_memory_bytes, variantId(row)).toBeGreaterThan(0);
        expect(row.stop_ms, variantId(row)).toBeGreaterThan(0);
      }
    });
  });
}
