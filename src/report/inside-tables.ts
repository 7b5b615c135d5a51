import { formatBytes, formatMs } from '../domain/units.ts';
import type { ImageRow } from '../record/rows.ts';
import { strategyText } from './summary-table.ts';
import type { TextTable } from './text-table.ts';

/** A column of facts about an image that works. */
interface Column {
  readonly head: string;
  readonly text: (image: ImageRow) => string;
  /** Words, not numbers. */
  readonly flushLeft?: true;
}

const dash = '–';
const bytes = (value: number | undefined): string => (value === undefined ? dash : formatBytes(value));
const ms = (value: number | undefined): string => (value === undefined ? dash : formatMs(value));
const count = (value: number | undefined): string => (value === undefined ? dash : String(value));
const truth = (value: boolean | undefined): string => (value === undefined ? dash : value ? 'yes' : 'no');

/** What the image weighs, and what of it is the base's, hidden, or its own. */
export const bytesTable = tableOf([
  { head: 'image', text: (image) => bytes(image.size_bytes) },
  { head: 'seen', text: (image) => bytes(image.rootfs_bytes) },
  { head: 'waste', text: (image) => bytes(image.waste_bytes) },
  { head: 'base', text: (image) => bytes(image.base_bytes) },
  { head: 'own', text: (image) => bytes(image.own_bytes) },
  { head: 'layers', text: (image) => count(image.layers) },
  { head: 'largest layer', text: (image) => bytes(image.largest_layer_bytes) },
]);

/** What somebody who gets into a container finds there. */
export const surfaceTable = tableOf([
  // Read, and no number: nobody can know.
  { head: 'OS packages', text: ({ os_packages: packages }) => packages?.toString() ?? 'unknown' },
  { head: 'language packages', text: (image) => count(image.language_packages) },
  { head: 'executables', text: (image) => count(image.executables) },
  { head: 'setuid', text: (image) => count(image.setuid_files) },
  { head: 'shells', text: (image) => count(image.shells) },
  { head: 'package managers', text: (image) => count(image.package_managers) },
  { head: 'compilers', text: (image) => count(image.compilers) },
  { head: 'network tools', text: (image) => count(image.network_tools) },
  { head: 'root', text: ({ runs_as_root: root }) => truth(root), flushLeft: true },
]);

/** How it starts, rests and stops. */
export const startTable = tableOf([
  { head: 'start', text: (image) => ms(image.start_ms) },
  { head: 'idle memory', text: (image) => bytes(image.idle_memory_bytes) },
  { head: 'stop', text: (image) => ms(image.stop_ms) },
  { head: 'how', text: (image) => image.stop ?? dash, flushLeft: true },
]);

/** One line for each image. One that does not work, or was not read, is none that anybody would ship: it has no numbers. */
function tableOf(columns: readonly Column[]): (images: readonly ImageRow[]) => TextTable {
  return (images) => ({
    head: ['app', 'strategy', ...columns.map(({ head }) => head)],
    rows: images.map((image) => [
      image.app,
      strategyText(image.strategy, image),
      ...columns.map(({ text }) => (image.state === 'built' ? text(image) : dash)),
    ]),
    right: [false, false, ...columns.map(({ flushLeft }) => flushLeft !== true)],
    keys: 2,
  });
}
