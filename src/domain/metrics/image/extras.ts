import type { ExtraId, ImageExtras } from '../../image/extras.ts';
import { rowOf, type RowOf, type TakenColumns } from '../column.ts';
import { reproductionMetrics } from './reproduction.ts';
import { scanMetrics } from './scan.ts';
import { transferMetrics } from './transfer.ts';

/** The columns of every extra, each taken from what was found. */
type ColumnsByExtra = {
  readonly [Id in ExtraId]: TakenColumns<NonNullable<ImageExtras[Id]>>;
};

/** In the order of images.csv. */
const byExtra = {
  transfer: transferMetrics,
  scan: scanMetrics,
  reproduction: reproductionMetrics,
} satisfies ColumnsByExtra;

type All<Groups> = (Groups extends unknown ? (group: Groups) => void : never) extends (
  group: infer Every,
) => void
  ? Every
  : never;

/** The columns of all extras. */
export const extraMetrics = Object.assign({}, ...Object.values(byExtra)) as All<(typeof byExtra)[ExtraId]>;

export type ExtraRow = Partial<RowOf<typeof extraMetrics>>;

/** The columns of what was measured only because it was asked for; those of the rest stay empty. */
export function extraRow(found: ImageExtras): ExtraRow {
  const ids = Object.keys(byExtra) as ExtraId[];
  return Object.assign({}, ...ids.map((id) => rowOfOne(id, found[id]))) as ExtraRow;
}

function rowOfOne<Id extends ExtraId>(id: Id, record: ImageExtras[Id]): object {
  const columns: ColumnsByExtra = byExtra;
  return record === undefined ? {} : rowOf(columns[id], record);
}
