import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { variantId } from '../src/domain/run/plan.ts';
import type { RecordedRun } from '../src/record/read/read-run.ts';
import type { BuildRow } from '../src/record/rows.ts';
import { rootFolder } from './context.ts';
import { notSources } from './definitions.ts';
import { cells, chain, layersOf, stepsOf, useFakeCli } from './fake-cli.fixture.ts';
import { definitions } from './registry.ts';

const { apps, strategies } = definitions;

const { run, onlyRun } = useFakeCli();

/** Every variant once: all apps, all strategies. */
const runOfAll = (...words: string[]) =>
  run(
    {},
    '--apps',
    apps.map(({ id }) => id).join(','),
    '--strategies',
    strategies.map(({ id }) => id).join(','),
    ...words,
  );

const measured = ({ builds }: RecordedRun): BuildRow[] => builds.filter(({ phase }) => phase === 'measure');

/** Every file below a folder that is a source, with its digest and the time of its last change. */
function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (notSources.has(entry.name)) return [];
    if (entry.isDirectory()) return sourcesOf(file);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    return [`${file} ${hash} ${statSync(file, { bigint: true }).mtimeNs}`];
  });
}

describe('a run of all apps and strategies in all four scenarios', () => {
  test('builds every cell; builds.csv, steps.csv, images.csv and layers.csv belong to each other', async () => {
    const before = ['sample-apps', 'bench/control'].flatMap((folder) =>
      sourcesOf(path.join(rootFolder, folder)),
    );
    const { exitCode, stdout } = await runOfAll();
    expect(exitCode, stdout).toBe(0);
    const recorded = await onlyRun();
    const { builds, images, folder, manifest } = recorded;

    expect(manifest).toMatchObject({ schema: 9, outcome: 'complete' });
    expect(builds.filter(({ state }) => state !== 'built')).toEqual([]);
    // Cold, five times warm, and two edits.
    expect(measured(recorded)).toHaveLength(apps.length * strategies.length * 8);
    expect(builds.filter(({ phase }) => phase === 'control').map(({ repeat }) => repeat)).toEqual([1, 2, 3]);
    expect(builds.map(({ sequence }) => sequence)).toEqual(builds.map((_, index) => index + 1));
    expect(
      images
        .filter(({ healthy }) => healthy)
        .map(variantId)
        .toSorted(),
    ).toEqual(apps.flatMap((app) => strategies.map((strategy) => `${app.id}/${strategy.id}`)).toSorted());

    const steps = Map.groupBy(stepsOf(recorded), ({ sequence }) => sequence);
    expect([...steps.keys()].toSorted((a, b) => a - b)).toEqual(
      measured(recorded).map(({ sequence }) => sequence),
    );
    for (const row of measured(recorded)) {
      const own = steps.get(row.sequence) ?? [];
      const cacheable = own.filter(({ cached }) => cached !== undefined);
      const name = `${variantId(row)}/${row.scenario}`;
      expect(
        own.map(({ step }) => step),
        name,
      ).toEqual(own.map((_, index) => index + 1));
      expect(
        cacheable.map(({ cached }) => (cached ? 'cached' : 'executed')),
        name,
      ).toEqual(cacheable.map(({ expected }) => expected));
      expect(row, name).toMatchObject({
        ...{ steps_total: cacheable.length, steps_cached: cacheable.filter(({ cached }) => cached).length },
        steps_expected_cached: cacheable.filter(({ expected }) => expected === 'cached').length,
      });
      const critical = own
        .filter((one) => one.on_critical_path)
        .reduce((sum, one) => sum + one.duration_ms, 0);
      expect(row.critical_path_ms, name).toBeCloseTo(critical, 2);
      expect(row.critical_path_ms, name).toBeLessThanOrEqual(row.wall_ms ?? 0);
    }

    const layers = Map.groupBy(layersOf(recorded), variantId);
    expect([...layers.keys()].toSorted()).toEqual(images.map(variantId).toSorted());
    for (const image of images) {
      const own = layers.get(variantId(image)) ?? [];
      const bytes = own.map(({ size_bytes: size }) => size);
      expect(
        own.map(({ index }) => index),
        variantId(image),
      ).toEqual(own.map((_, index) => index));
      expect(image, variantId(image)).toMatchObject({
        ...{ history_steps: own.length, layers: own.filter(({ empty }) => !empty).length },
        size_bytes: bytes.reduce((sum, size) => sum + size, 0),
        largest_layer_bytes: Math.max(...bytes),
        waste_bytes: own.reduce((sum, { waste_bytes: waste }) => sum + waste, 0),
      });
    }

    expect(readdirSync(folder)).not.toContain('apps');
    expect(
      ['sample-apps', 'bench/control'].flatMap((name) => sourcesOf(path.join(rootFolder, name))),
    ).toEqual(before);
  });

  test('says of each scenario what came from the cache: nothing, everything, and something of each edit', async () => {
    await runOfAll();
    for (const row of measured(await onlyRun())) {
      const [cached = -1, total = -1] = [row.steps_cached, row.steps_total];
      const name = `${variantId(row)}/${row.scenario}: ${cached} of ${total}`;
      if (row.scenario === 'cold') expect(cached, name).toBe(0);
      else if (row.scenario === 'warm') expect(cached, name).toBe(total);
      else expect(cached > 0 && cached < total, name).toBe(true);
    }
  });
});

describe('the private copies of the apps are gone when the run is, however it ends', () => {
  test.each<[string, object, number]>([
    ['well', {}, 0],
    ['with a build that failed', { failingBuilds: ['go-slim-edited'] }, 1],
    ['with a lost engine, in the middle of an edit', { buildsUntilLost: 6 }, 2],
    ['with Ctrl-C, in the middle of an edit', { interruptedBuild: 7 }, 130],
  ])('%s', async (_, fake, exit) => {
    const before = sourcesOf(path.join(rootFolder, 'sample-apps'));
    const { exitCode } = await run(fake, '--strategies', 'slim');
    expect(exitCode).toBe(exit);
    // The control comes last: the seventh build is an edited one.
    const { builds, folder } = await onlyRun();
    expect(builds.slice(0, 7).map(({ scenario }) => scenario)).toEqual([
      ...['cold', ...Array.from({ length: 5 }, () => 'warm'), 'edit-source'],
    ]);
    expect(readdirSync(folder)).not.toContain('apps');
    expect(sourcesOf(path.join(rootFolder, 'sample-apps'))).toEqual(before);
  });
});

describe('a run of edits alone', () => {
  test('primes each chain once, and tells primes and control from samples', async () => {
    const { exitCode } = await run({}, '--scenarios', 'edit-source,edit-deps', '--strategies', 'slim');
    expect(exitCode).toBe(0);
    const recorded = await onlyRun();
    expect(recorded.builds.map(({ phase, scenario }) => `${phase} ${scenario}`).toSorted()).toEqual([
      ...['control cold', 'control cold', 'control cold'],
      ...['measure edit-deps', 'measure edit-source', 'prime edit-source'],
    ]);
    const prime = recorded.builds.find(({ phase }) => phase === 'prime');
    expect(prime).toMatchObject({ state: 'built', steps_cached: 0, steps_expected_cached: undefined });
    expect(new Set(stepsOf(recorded).map(({ sequence }) => sequence))).toEqual(
      new Set(measured(recorded).map(({ sequence }) => sequence)),
    );
  });
});

describe('an edit that goes wrong', () => {
  test('in what it re-runs makes its sample invalid: the row and the table name the step', async () => {
    const { exitCode, stdout } = await run({ neverCached: ['go-slim'] });
    expect(exitCode).toBe(1);
    const { builds } = await onlyRun();
    const invalid = builds.filter(({ state }) => state === 'invalid');
    expect(
      invalid.map(({ strategy, scenario, reason }) => `${strategy} ${scenario}: ${reason}`).toSorted(),
    ).toEqual([
      'slim edit-deps: edit-deps build: step [deps 1/4] WORKDIR /src was executed (and 3 more)',
      'slim edit-source: edit-source build: step [deps 1/4] WORKDIR /src was executed (and 4 more)',
      'slim warm: warm build: step [deps 1/4] WORKDIR /src was executed (and 7 more)',
    ]);
    expect(stdout).toContain(
      'go/slim/edit-source: edit-source build: step [deps 1/4] WORKDIR /src was executed',
    );
  });

  test('in its build costs its cell and no other', async () => {
    const { exitCode } = await run({ failingBuilds: ['go-slim-edited'] });
    expect(exitCode).toBe(1);
    const { builds, images } = await onlyRun();
    const expected = [...chain('alpine', 'built'), 'control cold built', ...chain('slim', 'built')];
    expect(cells(builds)).toEqual(
      expected.map((row) => (row.startsWith('slim edit') ? row.replace('built', 'failed') : row)).toSorted(),
    );
    expect(images.map(({ healthy }) => healthy)).toEqual([true, true]);
  });
});

test('a control that fails is a row, and fails no cell', async () => {
  const { exitCode, stdout } = await run({ failingBuilds: ['control-control'] });
  expect(stdout).toContain('8 of 8 cells built');
  expect(exitCode).toBe(0);
  expect((await onlyRun()).builds.find(({ phase }) => phase === 'control')).toMatchObject({
    ...{ state: 'failed', error_code: 'BUILD_FAILED', wall_ms: undefined },
  });
});

test('run.json says of everything what it was made of: the control, too', async () => {
  await run();
  const { manifest } = await onlyRun();
  const judged = ['cold', 'warm', 'edit-source', 'edit-deps'].map((id) => `bench/scenarios/${id}`);
  const built = ['alpine', 'slim'].flatMap((id) => [
    ...[`strategies/${id}/go.Dockerfile`, `strategies/${id} (reruns of go)`],
    `strategies/${id} (suite default)`,
  ]);
  const own = ['bench/control', 'bench/control/Dockerfile', 'sample-apps/go'];
  expect(Object.keys(manifest.definitions).toSorted()).toEqual([...own, ...judged, ...built].toSorted());
  expect(manifest.plan.visits.filter(({ phase }) => phase === 'control')).toHaveLength(3);
  const warm = manifest.plan.visits.filter(({ scenario }) => scenario === 'warm');
  expect(warm.map(({ builds }) => builds)).toEqual([5, 5]);
});
