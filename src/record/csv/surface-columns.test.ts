import { expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import type { SurfaceCounts } from '../../domain/image/image.ts';
import { imageColumns } from './columns.ts';
import { toCsv } from './to-csv.ts';
import { imageFacts, startFacts as start, surfaceCounts } from '../image-facts.fixture.ts';
import { readCsv } from './read-csv.ts';
import { imageRowSchema, type ImageRow } from '../rows.ts';
import { imageRow } from './to-rows.ts';

const variant = { app: 'go', strategy: 'slim' };

/** The row of an image with such a surface, as text and as it is read again. */
function written(changes: Partial<SurfaceCounts> = {}): { fields: Record<string, string>; row?: ImageRow } {
  const facts = imageFacts({ surface: surfaceCounts(changes) });
  const text = toCsv(imageColumns, [imageRow('r1', { variant, state: 'built', facts, start })]);
  const [fields = {}] = parse<Record<string, string>>(text, { columns: true });
  const [row] = readCsv('images.csv', text, imageRowSchema);
  return { fields, ...(row && { row }) };
}

test('each count stands in its own column', () => {
  expect(written().fields).toMatchObject({
    ...{ os_packages: '88', language_packages: '12', executables: '340', elf_files: '510' },
    ...{ setuid_files: '10', setgid_files: '6', capability_files: '1', world_writable_files: '7' },
    ...{ shells: '2', package_managers: '3', compilers: '5', network_tools: '4', secret_like_env: '8' },
    ...{ runs_as_root: 'true', ca_bundle: 'false', tzdata: 'true' },
    ...{ names_found: 'apt bash API_TOKEN' },
  });
});

test('OS packages that nobody can know are nothing, never 0; none at all are 0', () => {
  expect(written({ osPackages: undefined })).toMatchObject({
    fields: { os_packages: '' },
    row: { os_packages: undefined },
  });
  expect(written({ osPackages: 0 })).toMatchObject({ fields: { os_packages: '0' }, row: { os_packages: 0 } });
});

test.each<[string, Partial<SurfaceCounts>]>([
  ['runs_as_root', { runsAsRoot: false }],
  ['ca_bundle', { caBundle: false }],
  ['tzdata', { tzdata: false }],
])('%s that is not so is the word false', (column, changes) => {
  const { fields, row } = written(changes);
  expect(fields[column]).toBe('false');
  expect(row).toMatchObject({ [column]: false });
});

test('where none of the names was found there is nothing to name', () => {
  const none = { shells: 0, packageManagers: 0, compilers: 0, networkTools: 0, secretLikeEnv: 0 };
  expect(written({ ...none, namesFound: [] })).toMatchObject({
    fields: { shells: '0', secret_like_env: '0', names_found: '' },
    row: { shells: 0, names_found: undefined },
  });
});

test('idle memory that the engine cannot say is nothing, not 0', () => {
  const unmeasured = { ...start, idleMemoryBytes: undefined };
  const row = imageRow('r1', { variant, state: 'built', facts: imageFacts(), start: unmeasured });
  expect([row.idle_memory_bytes, row.stop_ms]).toEqual([undefined, 10_040.123]);
});
