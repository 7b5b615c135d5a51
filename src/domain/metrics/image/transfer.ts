import type { TransferFacts, TransferRecord } from '../../image/transfer.ts';
import { columnsOf } from '../column.ts';

const noTransfer = 'not asked for (`--transfer`), or it failed';
const noEngine = `${noTransfer}, or no second engine may be started`;

const factsOf = (record: TransferRecord): TransferFacts | undefined =>
  record.state === 'measured' ? record.facts : undefined;

/** What it takes to move an image. */
export const transferMetrics = columnsOf<TransferRecord>()({
  transfer: {
    unit: 'name',
    since: 3,
    alsoIn: ['transfer'],
    values: ['measured', 'failed'],
    means: '`measured` or `failed`',
    empty: 'not asked for (`--transfer`)',
    of: ({ state }) => state,
  },
  transfer_bytes: {
    unit: 'bytes',
    since: 3,
    alsoIn: ['transfer'],
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'transfer',
    means: 'Compressed layers and config, as the manifest in the registry lists them',
    empty: noTransfer,
    of: (record) => factsOf(record)?.transferBytes,
  },
  transfer_compression: {
    unit: 'name',
    since: 3,
    precision: 'exact',
    means: 'Compression of the layers: `gzip`, `zstd`, `none`, or several joined by `+`',
    empty: noTransfer,
    of: (record) => factsOf(record)?.compression,
  },
  transfer_zstd_bytes: {
    unit: 'bytes',
    since: 3,
    alsoIn: ['transfer'],
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    label: 'zstd',
    means: 'The same with layers compressed by zstd; computed, not pushed',
    empty: 'not asked for (`--zstd`), or the transfer failed',
    of: (record) => factsOf(record)?.zstdBytes,
  },
  push_ms: {
    unit: 'ms',
    since: 3,
    alsoIn: ['transfer'],
    precision: 'noisy',
    better: 'less',
    label: 'push',
    means: 'Time to push all layers to an empty registry on this machine, including compression',
    empty: noTransfer,
    of: (record) => factsOf(record)?.pushMs,
  },
  pull_empty_ms: {
    unit: 'ms',
    since: 3,
    alsoIn: ['transfer'],
    precision: 'noisy',
    better: 'less',
    label: 'pull',
    means: 'Time to pull onto an engine without images, including unpacking; median',
    empty: noEngine,
    of: (record) => factsOf(record)?.pullEmptyMs,
  },
  pull_based_ms: {
    unit: 'ms',
    since: 3,
    alsoIn: ['transfer'],
    precision: 'noisy',
    better: 'less',
    label: 'pull on base',
    means: 'Time to pull onto an engine that has the base; median',
    empty: `${noEngine}; the image has no base`,
    of: (record) => factsOf(record)?.pullBasedMs,
  },
  pull_based_bytes: {
    unit: 'bytes',
    since: 3,
    alsoIn: ['transfer'],
    precision: 'exact',
    tolerance: 0.001,
    better: 'less',
    means: 'Bytes that the engine with the base downloaded, by its own report',
    empty: `${noEngine}; the image has no base`,
    of: (record) => factsOf(record)?.pullBasedBytes,
  },
  transfer_reason: {
    unit: 'text',
    since: 3,
    means: 'Why the transfer failed',
    empty: 'it did not fail, or this was not asked for',
    of: (record) =>
      record.state === 'failed' ? `${record.trouble.code}: ${record.trouble.reason}` : undefined,
  },
});
