import type { ImageRow } from '../../../record/rows.ts';
import { imageTable } from '../../images/image-table.ts';
import type { Cells } from '../../table.ts';
import { strategyText } from '../../words/strategy-text.ts';

/** Known vulnerabilities of each image. */
export const table = imageTable({
  id: 'scan',
  about: 'known vulnerabilities of each image',
  order: 4,
  title: () => 'known vulnerabilities',
  cells: scanTable,
});

/** What a scanner says of each image; undefined where nobody asked. */
export function scanTable(images: readonly ImageRow[]): Cells | undefined {
  const asked = images.filter((image) => image.scan !== undefined);
  // Where nothing at all was scanned, the note says why.
  if (asked.every(({ scan }) => scan === 'not scanned')) return undefined;
  const count = ({ scan }: ImageRow, all: number | undefined, fixable: number | undefined): string => {
    if (all === undefined) return 'not scanned';
    const number = all === 0 ? '0' : `${all} (${fixable ?? 0} fixable)`;
    return scan === 'language packages only' ? `≥ ${number}` : number;
  };
  return {
    head: ['app', 'strategy', 'critical', 'high', 'database'],
    rows: asked.map((image) => [
      image.app,
      strategyText(image.strategy, image),
      count(image, image.scan_critical, image.scan_critical_fixable),
      count(image, image.scan_high, image.scan_high_fixable),
      image.scanner_db_date?.slice(0, 10) ?? '–',
    ]),
    right: [false, false, true, true, false],
    keys: 2,
  };
}
