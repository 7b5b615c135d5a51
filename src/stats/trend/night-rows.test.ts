import { expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow, imageRow, summaryRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { causesBetween } from './events/causes.ts';
import { nightRows } from './night-rows.ts';

const builtBy = { driver: 'remote', version: 'v0.26.2', nodes: 1, id: 'b', isMine: false };

/** What a night says of where its time was measured. */
function pinsOf(builds: Partial<BuildRow>, engine: Partial<typeof manifest.engine> = {}) {
  const [row] = nightRows({
    manifest: { ...manifest, engine: { ...manifest.engine, ...engine } },
    ...{ builds: [buildRow(builds)], images: [imageRow()], summary: [summaryRow()] },
  });
  const { engine: version = '', cpu_model: cpu = '' } = row ?? {};
  const same = {
    definition: '',
    base: '',
    lockfile: '',
    buildx: '',
    kernel: '',
    image_store: '',
    cold_method: '',
  };
  return { ...same, engine: version, cpu_model: cpu };
}

test('a builder is a cause that the engine alone is not, and so is another version or driver of it', () => {
  const alone = pinsOf({});
  const built = pinsOf({}, { builtBy });
  expect(alone.engine).toBe('28.0.0');
  expect(built.engine).toBe('remote v0.26.2 + 28.0.0');
  expect(causesBetween(alone, built)).toMatchObject([{ kind: 'builder', column: 'engine' }]);
  const others = [{ driver: 'kubernetes' }, { version: 'v0.27.0' }];
  for (const other of others)
    expect(causesBetween(built, pinsOf({}, { builtBy: { ...builtBy, ...other } }))).toHaveLength(1);
  expect(pinsOf({}, { builtBy, kind: 'none', version: '' }).engine).toBe('remote v0.26.2');
});

test('what is made up is known by its engine, whoever builds', () => {
  expect(pinsOf({}, { builtBy, version: '1-fake' }).engine).toMatch(/-fake$/);
});

test('a processor that is not that of the platform is a cause; one that is, says nothing more', () => {
  const on = (by: BuildRow['platform_by']) => pinsOf({ platform: 'linux/arm64', platform_by: by });
  expect(on('native')).toEqual(pinsOf({}));
  expect(on('emulated').cpu_model).toBe('a CPU for linux/arm64');
  expect(on('cross')).toEqual(on('emulated'));
  expect(causesBetween(on('native'), on('emulated'))).toMatchObject([
    { kind: 'surroundings', column: 'cpu_model' },
  ]);
  expect(causesBetween(on('unsure'), on('emulated'))).toHaveLength(1);
});
