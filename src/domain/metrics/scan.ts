import type { ScanResult } from '../scan.ts';
import { columnsOf } from './column.ts';

const noScan = 'not asked for (`--scan`), or nothing was scanned';
const counted = {
  unit: 'count',
  since: 3,
  precision: 'exact',
  better: 'less',
  empty: noScan,
} as const;

/** What is there only where something was scanned: an empty field would be taken for 0. */
const scanned = (result: ScanResult) => (result.state === 'not-scanned' ? undefined : result);

const words = {
  scanned: 'scanned',
  'language-packages-only': 'language packages only',
  'not-scanned': 'not scanned',
} as const satisfies Record<ScanResult['state'], string>;

/** What a scanner says of an image. */
export const scanMetrics = columnsOf<ScanResult>()({
  scan: {
    unit: 'name',
    since: 3,
    values: ['scanned', 'language packages only', 'not scanned'],
    means:
      '`scanned`; `language packages only` (there was no list of system packages to look up: each count is a least one) or `not scanned`',
    empty: 'not asked for (`--scan`)',
    of: ({ state }) => words[state],
  },
  scan_critical: {
    ...counted,
    label: 'critical',
    means: 'Distinct critical vulnerabilities; by the database of that date',
    of: (result) => scanned(result)?.critical,
  },
  scan_high: {
    ...counted,
    label: 'high',
    means: 'Distinct high ones; by the database of that date',
    of: (result) => scanned(result)?.high,
  },
  scan_critical_fixable: {
    ...counted,
    means: 'Critical ones for which a fixed version is out; by the database of that date',
    of: (result) => scanned(result)?.criticalFixable,
  },
  scan_high_fixable: {
    ...counted,
    means: 'High ones for which a fixed version is out; by the database of that date',
    of: (result) => scanned(result)?.highFixable,
  },
  scanner: {
    unit: 'name',
    since: 3,
    means: 'The scanner',
    empty: 'not asked for (`--scan`)',
    of: ({ scanner }) => scanner,
  },
  scanner_version: {
    unit: 'name',
    since: 3,
    means: 'Its version',
    empty: noScan,
    of: (result) => scanned(result)?.scannerVersion,
  },
  scanner_db_version: {
    unit: 'name',
    since: 3,
    means: 'Schema of its database',
    empty: noScan,
    of: (result) => scanned(result)?.databaseVersion,
  },
  scanner_db_date: {
    unit: 'date',
    since: 3,
    label: 'database',
    means: 'When its database was made, ISO 8601, UTC',
    empty: noScan,
    of: (result) => scanned(result)?.databaseDate,
  },
  scan_reason: {
    unit: 'text',
    since: 3,
    means: 'Why nothing was scanned, and what to do',
    empty: 'it was scanned, or not asked for',
    of: (result) => (result.state === 'not-scanned' ? result.reason : undefined),
  },
});
