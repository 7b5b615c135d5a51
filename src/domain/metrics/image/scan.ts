import type { ScanResult } from '../../image/scan.ts';
import { columnsOf } from '../column.ts';

const noScan = 'not asked for (`--scan`), or nothing was scanned';
const counted = {
  unit: 'count',
  since: 3,
  precision: 'exact',
  better: 'less',
  alsoIn: ['scan'],
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
    alsoIn: ['scan'],
    values: ['scanned', 'language packages only', 'not scanned'],
    means:
      '`scanned`; `language packages only` (the image has no list of system packages: each count is a minimum); or `not scanned`',
    empty: 'not asked for (`--scan`)',
    of: ({ state }) => words[state],
  },
  scan_critical: {
    ...counted,
    label: 'critical',
    means: 'Distinct critical vulnerabilities, by the database of `scanner_db_date`',
    of: (result) => scanned(result)?.critical,
  },
  scan_high: {
    ...counted,
    label: 'high',
    means: 'Distinct high vulnerabilities, by the database of `scanner_db_date`',
    of: (result) => scanned(result)?.high,
  },
  scan_critical_fixable: {
    ...counted,
    means: 'Critical vulnerabilities with a fixed version, by the database of `scanner_db_date`',
    of: (result) => scanned(result)?.criticalFixable,
  },
  scan_high_fixable: {
    ...counted,
    means: 'High vulnerabilities with a fixed version, by the database of `scanner_db_date`',
    of: (result) => scanned(result)?.highFixable,
  },
  scanner: {
    unit: 'name',
    since: 3,
    means: 'Name of the scanner',
    empty: 'not asked for (`--scan`)',
    of: ({ scanner }) => scanner,
  },
  scanner_version: {
    unit: 'name',
    since: 3,
    means: 'Version of the scanner',
    empty: noScan,
    of: (result) => scanned(result)?.scannerVersion,
  },
  scanner_db_version: {
    unit: 'name',
    since: 3,
    means: 'Schema of the database of the scanner',
    empty: noScan,
    of: (result) => scanned(result)?.databaseVersion,
  },
  scanner_db_date: {
    unit: 'date',
    since: 3,
    alsoIn: ['scan'],
    label: 'database',
    means: 'Date of that database (ISO 8601, UTC)',
    empty: noScan,
    of: (result) => scanned(result)?.databaseDate,
  },
  scan_reason: {
    unit: 'text',
    since: 3,
    means: 'Why nothing was scanned, and what to do',
    empty: 'it was scanned, or this was not asked for',
    of: (result) => (result.state === 'not-scanned' ? result.reason : undefined),
  },
});
