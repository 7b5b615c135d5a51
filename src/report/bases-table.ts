import { formatBytes } from '../domain/units.ts';
import { plainTable } from './plain-table.ts';

const size = (bytes: number | undefined): string => (bytes === undefined ? '–' : formatBytes(bytes));

/** `bases list`: name, source, digest, size beside the published size. */
export function basesTable(
  bases: readonly {
    readonly name: string;
    readonly source: string;
    readonly digest?: string;
    readonly engineSizeBytes?: number;
    readonly publishedBytes?: number;
  }[],
): string {
  const rows = bases.map((base) => [
    base.name,
    base.source,
    base.digest?.replace('sha256:', '').slice(0, 12) ??
      (base.source === 'registry' ? 'not pulled' : 'not built'),
    size(base.engineSizeBytes),
    size(base.publishedBytes),
  ]);
  return plainTable(['base', 'source', 'digest', 'size', 'published'], rows, [
    false,
    false,
    false,
    true,
    true,
  ]);
}
