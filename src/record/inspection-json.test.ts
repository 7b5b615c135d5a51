import { describe, expect, test } from 'vitest';
import { imageColumns, layerColumns } from './csv/columns.ts';
import { surfaceCounts } from './image-facts.fixture.ts';
import { inspection } from './inspection.fixture.ts';
import { inspectionJson } from './inspection-json.ts';

/** As a program gets it: what is undefined is not there. */
const json = (changes: Parameters<typeof inspection>[0] = {}): Record<string, unknown> =>
  JSON.parse(JSON.stringify(inspectionJson(inspection(changes)))) as Record<string, unknown>;

const based = { baseBytes: 80_000_000, ownLayers: 1 };

describe('what images.csv has too', () => {
  test('is called as it is there; all else has a name of its own', () => {
    const own = ['image', 'names', 'layer_rows', 'largest_files', 'largest_folders'];
    const further = [...own, 'wasted_files', 'largest_waste', 'notes'];
    const known: readonly string[] = imageColumns;
    expect(
      Object.keys(json(based))
        .filter((key) => !known.includes(key))
        .toSorted(),
    ).toEqual(further.toSorted());
  });

  test('lacks only what a run knows and a look does not', () => {
    const keys = Object.keys(json(based));
    // From `transfer` on stands what is measured only where it is asked for.
    const always = imageColumns.slice(0, imageColumns.indexOf('transfer'));
    expect(always.filter((column) => !keys.includes(column))).toEqual([
      ...['run_id', 'app', 'strategy', 'state', 'engine_size_bytes', 'image_store'],
      ...['base_ref', 'base_digest', 'base_source', 'healthy'],
      ...['start_ms', 'idle_memory_bytes', 'stop_ms', 'stop'],
    ]);
  });

  test('has the same values', () => {
    expect(json(based)).toMatchObject({
      ...{ image: 'app.tar', platform: 'linux/amd64', user: '', size_bytes: 83_000_000 },
      ...{ rootfs_bytes: 70_000_000, waste_bytes: 2_000_000, largest_layer_bytes: 80_000_000 },
      ...{ base_bytes: 80_000_000, own_bytes: 3_000_000, layers: 2, own_layers: 1, history_steps: 3 },
      ...{ os_packages: 88, setuid_files: 10, runs_as_root: true, ca_bundle: false },
      ...{ names_found: 'apt bash API_TOKEN' },
    });
  });
});

describe('what is unknown', () => {
  test('is null where it must not be taken for none: OS packages', () => {
    expect(json({ surface: surfaceCounts({ osPackages: undefined }) })['os_packages']).toBeNull();
    expect(json({ surface: surfaceCounts({ osPackages: 0 }) })['os_packages']).toBe(0);
  });

  test('is left out: what is the base’s, if nobody said what the base is', () => {
    const { layer_rows: rows, ...rest } = json();
    for (const key of ['base_bytes', 'own_bytes', 'own_layers']) expect(rest).not.toHaveProperty(key);
    expect(rows).toHaveLength(3);
    for (const row of rows as object[]) expect(row).not.toHaveProperty('own');
  });

  test('a base that it shares nothing with is known, and 0', () => {
    expect(json({ baseBytes: 0, ownLayers: 2 })).toMatchObject({ base_bytes: 0, own_bytes: 83_000_000 });
  });
});

test('layers are called as in layers.csv, without what says whose they are', () => {
  const [first, second] = json(based)['layer_rows'] as object[];
  expect(Object.keys(first ?? {})).toEqual(
    layerColumns.filter((column) => !['run_id', 'app', 'strategy'].includes(column)),
  );
  expect(second).toEqual({
    ...{ index: 1, empty: true, size_bytes: 0, files: 0, own: true, waste_bytes: 0 },
    ...{ cache_bytes: 0, development_bytes: 0, git_bytes: 0 },
  });
});

test('names and paths stand in full, waste with the layers that ship and hide it', () => {
  expect(json()).toMatchObject({
    names: {
      ...{ os_packages: ['apt 3.0', 'bash 5.2', 'libc6 2.41'], language_packages: ['npm ms 2.1.3'] },
      ...{ executables: ['/usr/bin/apt', '/usr/bin/bash'], secret_like_env: ['API_TOKEN'] },
    },
    largest_folders: [{ path: '/usr', size_bytes: 60_000_000 }],
    wasted_files: 3,
    largest_waste: [
      { path: '/var/cache/apt/pkgcache.bin', size_bytes: 1_500_000, layer: 0, hidden_by: 2, how: 'removed' },
    ],
  });
});

test('a scan that was asked for and made nothing says why, without a number', () => {
  const scan = { state: 'not-scanned', scanner: 'trivy', reason: 'no database' } as const;
  const scanned = json({ scan });
  expect(scanned).toMatchObject({ scan: 'not scanned', scanner: 'trivy', scan_reason: 'no database' });
  expect(Object.keys(scanned).filter((key) => /critical|high/.test(key))).toEqual([]);
  expect(json()).not.toHaveProperty('scan');
});
