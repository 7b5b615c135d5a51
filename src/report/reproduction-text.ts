import { variantId } from '../domain/plan.ts';
import {
  differingFiles,
  type BuildComparison,
  type DifferingPath,
  type ReproductionRecord,
} from '../domain/reproduction.ts';
import { plainTable } from './plain-table.ts';

const withEpoch = 'with SOURCE_DATE_EPOCH';

/** Whether variants can be built again, for a terminal: what two cold builds of each have in common, and which paths differ. */
export function reproductionText(records: readonly ReproductionRecord[]): string {
  if (records.length === 0) return '';
  const summary = plainTable(['paths that differ', 'two cold builds', withEpoch], records.map(rowOf));
  const notes = records.flatMap((record) =>
    record.state === 'failed'
      ? [`${variantId(record.variant)}: ${record.trouble.code}: ${record.trouble.reason}\n`]
      : [],
  );
  return [summary, ...records.flatMap(pathTables), notes.join(''), meaning]
    .filter((part) => part !== '')
    .join('\n');
}

const meaning =
  'SOURCE_DATE_EPOCH is given as a build argument: it sets the times in the config, not those of files in layers.\n';

function rowOf(record: ReproductionRecord): string[] {
  const name = variantId(record.variant);
  if (record.state === 'failed') return [name, 'not compared', 'not compared'];
  const { without, with: epoch } = record.reproduction;
  return [name, said(without), said(epoch)];
}

function said(comparison: BuildComparison): string {
  if (comparison.state === 'identical') return comparison.sameId ? 'the same image' : 'the same layers';
  if (comparison.state === 'same-files') return 'the same files, packed otherwise';
  const { onlyTimes, filesContent, filesOnlyInOne, filesMetadata } = comparison;
  if (onlyTimes) return `${filesMetadata} in time only`;
  const kinds = [
    [filesContent, 'in content'],
    [filesOnlyInOne, 'in one only'],
    [filesMetadata, 'in mode, owner or time'],
  ] as const;
  const parts = kinds.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return parts.join(', ');
}

/** The second table is left out where it would say the same. */
function pathTables(record: ReproductionRecord): string[] {
  if (record.state === 'failed') return [];
  const { without, with: epoch } = record.reproduction;
  const [plain, dated] = [pathRows(without), pathRows(epoch)];
  const table = (title: string, rows: readonly string[][]): string[] =>
    rows.length === 0 ? [] : [plainTable([title, 'differs in', 'layer'], rows, [false, false, true])];
  const name = variantId(record.variant);
  const same = JSON.stringify(plain) === JSON.stringify(dated);
  return [...table(name, plain), ...(same ? [] : table(`${name} ${withEpoch}`, dated))];
}

/** The last row says how many paths are not named. */
function pathRows(comparison: BuildComparison): string[][] {
  if (comparison.state !== 'different') return [];
  const { firstPaths } = comparison;
  const more = differingFiles(comparison) - firstPaths.length;
  return [
    ...firstPaths.map(({ path, what, layer }: DifferingPath) => [path, what, String(layer)]),
    ...(more > 0 ? [[`and ${more} more`, '', '']] : []),
  ];
}
