import { describe, expect, test } from 'vitest';
import { manifest } from '../../../record/manifest.fixture.ts';
import { imageRow } from '../../../record/rows.fixture.ts';
import { extrasNotes, notMoved } from '../../model/extras-notes.ts';
import { reproducibleTable } from './reproducible.ts';
import { scanTable } from './scan.ts';
import { transferTable } from './transfer.ts';

const plain = imageRow();
/** 125,000 bytes are 1 Mbit: 100 ms on a line of 10 Mbit/s. */
const moved = imageRow({
  ...{ transfer: 'measured', transfer_bytes: 125_000, push_ms: 400, pull_empty_ms: 2000, pull_based_ms: 50 },
});
const lost = imageRow({ strategy: 'alpine', transfer: 'failed', transfer_reason: 'TRANSFER_FAILED: full' });
const scanned = imageRow({
  ...{ scan: 'scanned', scan_critical: 0, scan_critical_fixable: 0, scan_high: 3, scan_high_fixable: 2 },
  scanner_db_date: '2026-11-23T06:12:00Z',
});
const inPart = imageRow({
  ...{ strategy: 'scratch', scan: 'language packages only', scanner_db_date: '2026-11-23T06:12:00Z' },
  ...{ scan_critical: 0, scan_critical_fixable: 0, scan_high: 3, scan_high_fixable: 2 },
});
const unscanned = imageRow({ strategy: 'alpine', scan: 'not scanned', scan_reason: 'no database' });

test('where nobody asked there is no table, and no note', () => {
  const tables = [transferTable, scanTable, reproducibleTable].map((table) => table([plain]));
  expect([...tables, extrasNotes([plain])]).toEqual([undefined, undefined, undefined, []]);
});

describe('what moving an image takes', () => {
  test('as it was measured, and computed for three lines', () => {
    expect(transferTable([plain, moved])).toMatchObject({
      head: [
        ...['app', 'strategy', 'transfer', 'push', 'pull', 'pull on base'],
        ...['10 Mbit/s', '100 Mbit/s', '1 Gbit/s'],
      ],
      rows: [['go', 'slim', '125 kB', '400 ms', '2.00 s', '50 ms', '100 ms', '10 ms', '1.0 ms']],
    });
  });

  test('with zstd, where that was asked for', () => {
    const table = transferTable([{ ...moved, transfer_zstd_bytes: 110_000 }, lost]);
    expect(table?.head[3]).toBe('zstd');
    expect(table?.rows[0]?.[3]).toBe('110 kB');
  });

  test.each([
    ['without zstd', [moved, lost]],
    ['with it', [{ ...moved, transfer_zstd_bytes: 1 }, lost]],
  ])('a failure is a word, never a number; the table stays one, %s', (_, images) => {
    const table = transferTable(images);
    const row = table?.rows[1] ?? [];
    expect(row.slice(0, 3)).toEqual(['go', 'alpine', 'failed']);
    expect(new Set(row.slice(3))).toEqual(new Set(['–']));
    expect(row).toHaveLength(table?.head.length ?? 0);
    expect(table?.right).toHaveLength(table?.head.length ?? 0);
  });
});

test('where no engine was, pushes and pulls that were asked for are said to be not measured', () => {
  const alone = { ...manifest, engine: { ...manifest.engine, kind: 'none' as const } };
  const asked = { ...alone, options: { ...manifest.options, transfer: true } };
  expect(notMoved(asked)).toEqual(['pushes and pulls were not measured: no engine was there']);
  expect(transferTable([plain], undefined, undefined, asked)?.rows).toEqual([
    ['go', 'slim', 'not measured', ...Array<string>(6).fill('–')],
  ]);
  for (const other of [alone, { ...asked, engine: manifest.engine }]) {
    expect(notMoved(other)).toEqual([]);
    expect(transferTable([plain], undefined, undefined, other)).toBeUndefined();
  }
});

test('what a scanner says: 0 is 0, in part at least 0, and what was not scanned is no number', () => {
  expect(scanTable([plain, scanned, inPart, unscanned])?.rows).toEqual([
    ['go', 'slim', '0', '3 (2 fixable)', '2026-11-23'],
    ['go', 'scratch', '≥ 0', '≥ 3 (2 fixable)', '2026-11-23'],
    ['go', 'alpine', 'not scanned', 'not scanned', '–'],
  ]);
});

test('where nothing at all was scanned, a note says why, without a table', () => {
  expect(scanTable([plain, unscanned])).toBeUndefined();
  expect(extrasNotes([unscanned])).toHaveLength(1);
});

test('a command that helps on the machine that measured is told by the run, not by a report', () => {
  const reason = 'There is no trivy. Install Trivy, or run `DOCKER_HOST=unix:///root/x.sock docker pull y`.';
  expect(extrasNotes([{ ...unscanned, scan_reason: reason }])).toEqual([
    'not scanned, 1 of 1 images: There is no trivy. Install Trivy.',
  ]);
});

test('what ≥ means is said', () => {
  expect(extrasNotes([scanned, inPart])).toEqual([
    'scanned in part (≥), 1 of 2 images: language packages only: there was no list of system packages that the scanner could look up',
  ]);
});

describe('whether building again gives the same', () => {
  const again = (changes: Parameters<typeof imageRow>[0]) =>
    reproducibleTable([plain, imageRow({ strategy: 'alpine', ...changes })]);

  test.each([
    ['the same layers', { reproducible: 'identical', differing_files: 0 }, 'identical', '–'],
    ['other archives of equal files', { reproducible: 'same-files', differing_files: 0 }, 'equal files', '–'],
    [
      'other files: so many, and one of them',
      {
        reproducible: 'different',
        differing_files: 3,
        differing_paths: '/app/main.pyc (content); /tmp (time)',
      },
      ...['3', '/app/main.pyc (content)'],
    ],
    [
      'files of another time only',
      { reproducible: 'only-times', differing_files: 2, differing_paths: '/tmp (time); /etc (time)' },
      ...['2, only in time', '/tmp (time)'],
    ],
    ['a build that failed, which is no number', { reproducible: 'failed' }, 'failed', '–'],
  ] as const)('%s', (_, changes, said, example) => {
    expect(again(changes)?.rows).toEqual([['go', 'alpine', said, '–', example]]);
  });

  test('with SOURCE_DATE_EPOCH in a column of its own', () => {
    const table = again({
      ...{ reproducible: 'only-times', differing_files: 4 },
      ...{ reproducible_epoch: 'identical', differing_files_epoch: 0 },
    });
    expect(table).toMatchObject({
      head: ['app', 'strategy', 'built twice', 'with SOURCE_DATE_EPOCH', 'for example'],
      rows: [['go', 'alpine', '4, only in time', 'identical', '–']],
    });
  });
});

test('why not, each reason once with how many images it holds for', () => {
  const [again, other] = ['node', 'python'].map((app) => ({ ...unscanned, app }));
  const images = [scanned, unscanned, again ?? plain, { ...(other ?? plain), scan_reason: 'too slow' }, lost];
  expect(extrasNotes(images)).toEqual([
    'not scanned, 2 of 5 images: no database',
    'not scanned, 1 of 5 images: too slow',
    'transfer failed, 1 of 5 images: TRANSFER_FAILED: full',
  ]);
});
