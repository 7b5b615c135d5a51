import type { ImageRow } from '../../../record/rows.ts';
import { notBuiltAgain } from '../../model/extras-notes.ts';
import { imageTable } from '../../images/image-table.ts';
import type { Cells } from '../../table.ts';
import { strategyText } from '../../words/strategy-text.ts';

/** How many files differ where an image is built again. */
export const table = imageTable({
  id: 'reproducible',
  about: 'files that differ when an image is built again',
  order: 5,
  title: () => 'files that differ when an image is built again',
  cells: reproducibleTable,
  // Reasons are the builder's words, which may mean something in Markdown.
  remarks: ({ images }) => notBuiltAgain(images).map((code) => ({ code })),
});

const dash = '–';

/** Whether building again gives the same; undefined where nobody asked. */
export function reproducibleTable(images: readonly ImageRow[]): Cells | undefined {
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
