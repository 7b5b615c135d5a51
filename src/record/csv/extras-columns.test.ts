import { describe, expect, test } from 'vitest';
import type { ScanResult } from '../../domain/image/scan.ts';
import { extraRow } from '../../domain/metrics/image/extras.ts';
import type { TransferFacts } from '../../domain/image/transfer.ts';
import { imageColumns } from './columns.ts';
import { toCsv } from './to-csv.ts';

import { imageFacts, startFacts as start } from '../image-facts.fixture.ts';
import { readCsv } from './read-csv.ts';
import { imageRowSchema } from '../rows.ts';
import { imageRow } from './to-rows.ts';

const facts: TransferFacts = {
  ...{ transferBytes: 30_000_000, compression: 'gzip', zstdBytes: 27_000_000, pushMs: 1234.56789 },
  ...{ pullEmptyMs: 2000, pullBasedMs: 500.0001, pullBasedBytes: 4_000_000, estimates: [] },
};
const ref = 'stagebench/go-slim:r1';
const scanned: ScanResult = {
  ...{ state: 'scanned', scanner: 'trivy', scannerVersion: '0.67.2', databaseVersion: '2' },
  ...{ databaseDate: '2026-11-23T06:12:00Z', critical: 0, high: 3, criticalFixable: 0, highFixable: 2 },
};
const trouble = { code: 'TRANSFER_FAILED', reason: 'the registry is full' } as const;

/** Columns that are not empty. */
const filled = (...extras: Parameters<typeof extraRow>) =>
  Object.fromEntries(Object.entries(extraRow(...extras)).filter(([, value]) => value !== undefined));

describe('the transfer of an image', () => {
  test('that was measured has its numbers, times rounded to 1 µs', () => {
    expect(filled({ transfer: { ref, state: 'measured', facts } })).toEqual({
      ...{ transfer: 'measured', transfer_bytes: 30_000_000, transfer_compression: 'gzip' },
      ...{ transfer_zstd_bytes: 27_000_000, push_ms: 1234.568, pull_empty_ms: 2000, pull_based_ms: 500 },
      pull_based_bytes: 4_000_000,
    });
  });

  test('has no numbers that nobody asked for, or that no engine could give', () => {
    const unknown = { zstdBytes: undefined, pullEmptyMs: undefined, pullBasedMs: undefined };
    const some = { ...facts, ...unknown, pullBasedBytes: undefined };
    expect(Object.keys(filled({ transfer: { ref, state: 'measured', facts: some } }))).toEqual([
      ...['transfer', 'transfer_bytes', 'transfer_compression', 'push_ms'],
    ]);
  });

  test('that failed has no number, and says why', () => {
    expect(filled({ transfer: { ref, state: 'failed', trouble } })).toEqual({
      transfer: 'failed',
      transfer_reason: 'TRANSFER_FAILED: the registry is full',
    });
  });
});

describe('a scan', () => {
  test('has its counts, 0 among them, and with what they were counted', () => {
    expect(filled({ scan: scanned })).toEqual({
      ...{ scan: 'scanned', scan_critical: 0, scan_high: 3, scan_critical_fixable: 0, scan_high_fixable: 2 },
      ...{ scanner: 'trivy', scanner_version: '0.67.2', scanner_db_version: '2' },
      scanner_db_date: '2026-11-23T06:12:00Z',
    });
  });

  test('of language packages only says so', () => {
    expect(filled({ scan: { ...scanned, state: 'language-packages-only' } })).toMatchObject({
      ...{ scan: 'language packages only', scan_critical: 0, scan_high: 3 },
    });
  });

  test('that was none has no count, and says so', () => {
    const reason = 'trivy is not installed';
    expect(filled({ scan: { state: 'not-scanned', scanner: 'trivy', reason } })).toEqual({
      ...{ scan: 'not scanned', scanner: 'trivy', scan_reason: reason },
    });
  });
});

test('what was not asked for has no column', () => {
  expect(extraRow({})).toEqual({});
});

test.each(['scanned', 'language-packages-only'] as const)(
  'all of it is written, and read again: %s',
  (state) => {
    const extras = { transfer: { ref, state: 'measured', facts }, scan: { ...scanned, state } } as const;
    const row = imageRow('r1', {
      ...{ variant: { app: 'go', strategy: 'slim' }, state: 'built', facts: imageFacts(), start, extras },
    });
    const [read] = readCsv('images.csv', toCsv(imageColumns, [row]), imageRowSchema);
    expect(read).toMatchObject(filled(extras));
  },
);
