import { expect, test } from 'vitest';
import { buildRow } from '../../record/rows.fixture.ts';
import { movedCaches } from './moved-caches.ts';

const cell = { app: 'go', strategy: 'slim', scenario: 'cold-with-registry-cache' };
const cold = { ...cell, scenario: 'cold' };
const exported = (bytes: number, ms: number) =>
  buildRow({ ...cell, phase: 'prime', state: 'built', cache_bytes: bytes, cache_export_ms: ms });
const imported = (bytes: number, ms: number) =>
  buildRow({ ...cell, phase: 'measure', state: 'built', cache_bytes: bytes, cache_import_ms: ms });

test('of each cell the medians of bytes, exports and imports; other cells are left out', () => {
  const builds = [
    ...[buildRow({ ...cold, state: 'built' }), exported(100, 40), imported(100, 3)],
    ...[exported(104, 50), imported(104, 5), exported(102, 90), imported(102, 4)],
  ];
  expect(movedCaches([cold, cell], builds)).toEqual([
    { cell, bytes: 102, exportMs: 50, importMs: 4, exports: 3 },
  ]);
});

test('a build that does not count says nothing, and what is not known is not 0', () => {
  const failed = { ...exported(1, 1), state: 'failed' as const };
  expect(movedCaches([cell], [failed])).toEqual([]);
  const silent = { ...imported(1, 3), cache_bytes: undefined };
  expect(movedCaches([cell], [failed, silent])).toEqual([
    { cell, bytes: undefined, exportMs: undefined, importMs: 3, exports: 0 },
  ]);
});
