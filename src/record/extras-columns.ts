import type { ImageExtras } from '../domain/extras.ts';
import { differingFiles, type BuildComparison, type ReproductionRecord } from '../domain/reproduction.ts';
import type { ScanResult } from '../domain/scan.ts';
import type { TransferRecord } from '../domain/transfer.ts';
import type { ImageRow } from './rows.ts';

/** The columns of what was measured only because it was asked for; those of the rest stay empty. */
export const extrasColumns = ({ transfer, scan, reproduction }: ImageExtras): Partial<ImageRow> => ({
  ...(transfer && transferColumns(transfer)),
  ...(scan && scanColumns(scan)),
  ...(reproduction && reproductionColumns(reproduction)),
});

/** Times keep 1 µs, as everywhere. */
const ms = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * 1000) / 1000;

function transferColumns(record: TransferRecord): Partial<ImageRow> {
  if (record.state === 'failed')
    return { transfer: 'failed', transfer_reason: `${record.trouble.code}: ${record.trouble.reason}` };
  const { facts } = record;
  return {
    transfer: 'measured',
    transfer_bytes: facts.transferBytes,
    transfer_compression: facts.compression,
    transfer_zstd_bytes: facts.zstdBytes,
    push_ms: ms(facts.pushMs),
    pull_empty_ms: ms(facts.pullEmptyMs),
    pull_based_ms: ms(facts.pullBasedMs),
    pull_based_bytes: facts.pullBasedBytes,
  };
}

/** What was not scanned has no counts, and says so: an empty cell would be taken for 0. */
function scanColumns(result: ScanResult): Partial<ImageRow> {
  if (result.state === 'not-scanned')
    return { scan: 'not scanned', scanner: result.scanner, scan_reason: result.reason };
  return {
    scan: result.state === 'scanned' ? 'scanned' : 'language packages only',
    scan_critical: result.critical,
    scan_high: result.high,
    scan_critical_fixable: result.criticalFixable,
    scan_high_fixable: result.highFixable,
    scanner: result.scanner,
    scanner_version: result.scannerVersion,
    scanner_db_version: result.databaseVersion,
    scanner_db_date: result.databaseDate,
  };
}

/** That nothing but times differs is worth a word of its own: it is what most images come down to. */
const stateOf = (comparison: BuildComparison) =>
  comparison.state === 'different' && comparison.onlyTimes ? 'only-times' : comparison.state;

/** `differing_paths` are those of the two builds without SOURCE_DATE_EPOCH: some of each kind, with how they differ. */
function reproductionColumns(record: ReproductionRecord): Partial<ImageRow> {
  if (record.state === 'failed')
    return {
      reproducible: 'failed',
      reproducible_reason: `${record.trouble.code}: ${record.trouble.reason}`,
    };
  const { without, with: dated } = record.reproduction;
  const paths = without.state === 'different' ? without.firstPaths : [];
  return {
    reproducible: stateOf(without),
    differing_files: differingFiles(without),
    reproducible_epoch: stateOf(dated),
    differing_files_epoch: differingFiles(dated),
    ...(paths.length > 0 && {
      differing_paths: paths.map(({ path, what }) => `${path} (${what})`).join('; '),
    }),
  };
}
