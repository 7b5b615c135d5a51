import { variantId } from '../domain/plan.ts';
import { formatBytes, formatMs } from '../domain/units.ts';
import type { ImageRow, SummaryRow } from '../record/rows.ts';
import { plainTable } from './plain-table.ts';

const dash = '–';
const bytes = (value: number | undefined): string => (value === undefined ? dash : formatBytes(value));
const ms = (value: number | undefined): string => (value === undefined ? dash : formatMs(value));
const count = (value: number | undefined): string => (value === undefined ? dash : String(value));

/** One line per variant, one time column per scenario, plain or as Markdown. */
export interface VariantTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** True for columns that read better flush right. */
  readonly right: readonly boolean[];
}

/** Turns the summary into the table people quote. A cell without samples shows its state, never a number. */
export function variantTable(summary: readonly SummaryRow[], images: readonly ImageRow[]): VariantTable {
  const scenarios = [...new Set(summary.map((row) => row.scenario))];
  const groups = Map.groupBy(summary, variantId);
  const imageOf = new Map(images.map((image) => [variantId(image), image]));
  const rows = [...groups].map(([id, cells]) => {
    const [first] = cells;
    const image = imageOf.get(id);
    const healthy = image?.healthy ?? false;
    // An image that does not work is none that anybody would ship: its sizes are only in images.csv.
    const facts = healthy ? image : undefined;
    const mark = image?.base_source === 'substitute' ? ' †' : '';
    const times = scenarios.map((scenario) => {
      const cell = cells.find((row) => row.scenario === scenario);
      return cell?.state === 'built' ? ms(cell.wall_ms_median) : (cell?.state ?? dash);
    });
    return [
      first?.app ?? '',
      `${first?.strategy ?? ''}${mark}`,
      ...times,
      bytes(facts?.size_bytes),
      bytes(facts?.own_bytes),
      count(facts?.layers),
      ms(facts?.start_ms),
      image?.image_id === undefined ? dash : image.user || 'root',
      image?.image_id === undefined ? dash : healthy ? 'yes' : 'NO',
    ];
  });
  return {
    head: ['app', 'strategy', ...scenarios, 'image', 'own', 'layers', 'start', 'user', 'works'],
    rows,
    right: [false, false, ...scenarios.map(() => true), true, true, true, true, false, false],
  };
}

export const terminalTable = ({ head, rows, right }: VariantTable): string => plainTable(head, rows, right);
