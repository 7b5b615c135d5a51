import { formatBytes } from '../domain/units.ts';
import { asTerminal } from './text-table.ts';

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
  columns?: number,
): string {
  const rows = bases.map((base) => [
    base.name,
    base.source,
    base.digest?.replace('sha256:', '').slice(0, 12) ??
      (base.source === 'registry' ? 'not pulled' : 'not built'),
    size(base.engineSizeBytes),
    size(base.publishedBytes),
  ]);
  const head = ['base', 'source', 'digest', 'size', 'published'];
  return asTerminal({ head, rows, right: [false, false, false, true, true], breaks: ['size'] }, columns);
}
