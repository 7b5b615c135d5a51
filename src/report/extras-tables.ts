import { formatBytes, formatMs } from '../domain/units.ts';
import { transferEstimates } from '../inspect/transfer/estimate.ts';
import type { ImageRow } from '../record/rows.ts';
import { strategyText } from './summary-table.ts';
import type { TextTable } from './text-table.ts';

const dash = '–';
const bytes = (value: number | undefined): string => (value === undefined ? dash : formatBytes(value));
const ms = (value: number | undefined): string => (value === undefined ? dash : formatMs(value));

/** What moving each image takes; undefined where nobody asked. The lines are computed from the bytes alone. */
export function transferTable(images: readonly ImageRow[]): TextTable | undefined {
  const asked = images.filter((image) => image.transfer !== undefined);
  if (asked.length === 0) return undefined;
  const withZstd = asked.some((image) => image.transfer_zstd_bytes !== undefined);
  const rows = asked.map((image) => {
    const name = [image.app, strategyText(image.strategy, image)];
    const { transfer_bytes: size } = image;
    if (size === undefined)
      return [...name, 'failed', ...(withZstd ? [dash] : []), ...Array<string>(6).fill(dash)];
    return [
      ...name,
      bytes(size),
      ...(withZstd ? [bytes(image.transfer_zstd_bytes)] : []),
      ms(image.push_ms),
      ms(image.pull_empty_ms),
      ms(image.pull_based_ms),
      ...transferEstimates(size).map((estimate) => ms(estimate.ms)),
    ];
  });
  const numbers = ['transfer', ...(withZstd ? ['zstd'] : []), 'push', 'pull', 'pull on base'];
  const lines = ['10 Mbit/s', '100 Mbit/s', '1 Gbit/s'];
  return {
    head: ['app', 'strategy', ...numbers, ...lines],
    rows,
    right: [false, false, ...[...numbers, ...lines].map(() => true)],
    keys: 2,
    breaks: ['10 Mbit/s'],
  };
}

/** What a scanner says of each image; undefined where nobody asked. */
export function scanTable(images: readonly ImageRow[]): TextTable | undefined {
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
      image.scanner_db_date?.slice(0, 10) ?? dash,
    ]),
    right: [false, false, true, true, false],
    keys: 2,
  };
}

/** Whether building again gives the same; undefined where nobody asked. */
export function reproducibleTable(images: readonly ImageRow[]): TextTable | undefined {
  const asked = images.filter((image) => image.reproducible !== undefined);
  if (asked.length === 0) return undefined;
  const said = (state: string | undefined, files: number | undefined): string =>
    state === undefined
      ? dash
      : (states[state] ?? `${files ?? 0}${state === 'only-times' ? ', only in time' : ''}`);
  return {
    head: ['app', 'strategy', 'built twice', 'with SOURCE_DATE_EPOCH', 'for example'],
    rows: asked.map((image) => [
      image.app,
      strategyText(image.strategy, image),
      said(image.reproducible, image.differing_files),
      said(image.reproducible_epoch, image.differing_files_epoch),
      tellingPath(image.differing_paths) ?? dash,
    ]),
    right: [false, false, true, true, false],
    keys: 2,
    breaks: ['for example'],
  };
}

/** One that differs in more than its time, if there is any. */
function tellingPath(paths: string | undefined): string | undefined {
  const all = paths?.split('; ');
  return all?.find((path) => !path.endsWith(' (time)')) ?? all?.[0];
}

const states: Readonly<Record<string, string>> = {
  identical: 'identical',
  'same-files': 'equal files',
  failed: 'failed',
};

const languageOnly =
  'language packages only: there was no list of system packages that the scanner could look up';

/** Why images were not moved, or not scanned in full; each reason once, with how many images it holds for. */
export function extrasNotes(images: readonly ImageRow[]): string[] {
  const reasons = reasonsOf(images);
  return [
    ...reasons('scanned in part (≥)', ({ scan }) =>
      scan === 'language packages only' ? languageOnly : undefined,
    ),
    ...reasons('not scanned', ({ scan_reason: reason }) => reason),
    ...reasons('not moved', ({ transfer_reason: reason }) => reason),
    ...notBuiltAgain(images),
  ];
}

/** Why images were not built again as they had to be. */
export const notBuiltAgain = (images: readonly ImageRow[]): string[] =>
  reasonsOf(images)('not built again', ({ reproducible_reason: reason }) => reason);

const reasonsOf =
  (images: readonly ImageRow[]) =>
  (title: string, of: (image: ImageRow) => string | undefined): string[] =>
    [...Map.groupBy(images, of)].flatMap(([reason, those]) =>
      reason === undefined ? [] : [`${title}, ${those.length} of ${images.length} images: ${reason}`],
    );
