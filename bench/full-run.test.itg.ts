import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRun, type RecordedRun } from '../src/record/read-run.ts';
import { variantId } from '../src/domain/plan.ts';
import { rootFolder } from './context.ts';

/* The project's main job, whole, once: every variant, cold and warm, on a real engine, into CSV. */

const minutes = 60_000;
let results: string;
let exitCode: number | undefined;
let stderr: string;
let run: RecordedRun;

beforeAll(async () => {
  results = await mkdtemp(path.join(os.tmpdir(), 'stagebench-full-'));
  const cli = path.join(rootFolder, 'bench', 'cli.ts');
  const child = await execa(process.execPath, [cli, 'run', '--rounds', '1', '--results', results], {
    reject: false,
  });
  ({ exitCode, stderr } = child);
  run = await readRun(path.join(results, 'latest'));
}, 40 * minutes);

afterAll(() => rm(results, { recursive: true, force: true }));

const image = (app: string, strategy: string) => {
  const found = run.images.find((row) => row.app === app && row.strategy === strategy);
  if (found?.size_bytes === undefined) throw new Error(`${app}/${strategy} has no size:\n${stderr}`);
  return { ...found, size_bytes: found.size_bytes };
};

describe('a run of everything', () => {
  test('ends with 0, all 36 builds as their scenario demands', () => {
    const notBuilt = run.builds
      .filter((row) => row.state !== 'built')
      .map((row) => `${variantId(row)}: ${row.reason}`);
    expect(notBuilt).toEqual([]);
    expect(run.builds).toHaveLength(36);
    expect(exitCode).toBe(0);
  });

  test('proves all 18 images by their answers', () => {
    expect(run.images.filter((row) => row.healthy)).toHaveLength(18);
    expect(run.images.every((row) => (row.start_ms ?? 0) > 0)).toBe(true);
  });

  test('a cold build runs every step, a warm one none', () => {
    for (const row of run.builds) {
      expect(row.steps_total, variantId(row)).toBeGreaterThan(0);
      expect(row.steps_cached, variantId(row)).toBe(row.scenario === 'cold' ? 0 : row.steps_total);
    }
  });

  test('a warm build gives the image that the cold one gave', () => {
    for (const [id, rows] of Map.groupBy(run.builds, variantId)) {
      expect(new Set(rows.map((row) => row.image_id)).size, id).toBe(1);
    }
  });

  test.each(['node', 'go', 'python'])('%s: leaving the full base out leaves bytes out', (app) => {
    expect(image(app, 'multi-stage').size_bytes).toBeLessThan(image(app, 'single-stage').size_bytes);
    for (const strategy of ['slim', 'alpine', 'distroless', 'scratch']) {
      expect(image(app, strategy).size_bytes, strategy).toBeLessThan(
        image(app, 'multi-stage').size_bytes / 2,
      );
    }
  });

  test('only single-stage images run as root', () => {
    const asRoot = run.images.filter(
      (row) => row.user === undefined || row.user === 'root' || row.user === '0',
    );
    expect(asRoot.map((row) => row.strategy)).toEqual(asRoot.map(() => 'single-stage'));
  });

  test('an image on scratch has no base: all its bytes and layers are its own', () => {
    for (const app of ['node', 'go', 'python']) {
      const { base_ref, base_bytes, own_bytes, size_bytes, own_layers, layers } = image(app, 'scratch');
      expect({ base_ref, base_bytes, own_bytes, own_layers }).toEqual({
        base_ref: 'scratch',
        base_bytes: 0,
        own_bytes: size_bytes,
        own_layers: layers,
      });
    }
  });

  test('on a mapped base, base and own bytes add up, and neither is all', () => {
    for (const row of run.images.filter((candidate) => candidate.base_ref !== 'scratch')) {
      const size = row.size_bytes ?? 0;
      expect((row.base_bytes ?? 0) + (row.own_bytes ?? 0), variantId(row)).toBe(size);
      expect(row.base_bytes, variantId(row)).toBeGreaterThan(0);
      expect(row.own_bytes, variantId(row)).toBeGreaterThan(0);
    }
  });
});
