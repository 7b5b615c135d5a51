import type { RunManifest } from '../../record/manifest.ts';
import type { ImageRow } from '../../record/rows.ts';

const languageOnly =
  'language packages only: there was no list of system packages that the scanner could look up';

/**
 * A reason may end in a command that helps on the machine that measured, with its paths. A run said it when it began. Who reads
 * the report may sit at another machine.
 */
const remedyOfItsMachine = /, or run `[^`]*`/;

/** Why images were not moved, or not scanned in full; each reason once, with how many images it holds for. */
export function extrasNotes(images: readonly ImageRow[]): string[] {
  const reasons = reasonsOf(images);
  return [
    ...reasons('scanned in part (≥)', ({ scan }) =>
      scan === 'language packages only' ? languageOnly : undefined,
    ),
    ...reasons('not scanned', ({ scan_reason: reason }) => reason?.replace(remedyOfItsMachine, '')),
    ...reasons('transfer failed', ({ transfer_reason: reason }) => reason),
    ...notBuiltAgain(images),
  ];
}

/** What is said where pushes and pulls were asked for, and nothing was there that could make them. */
export const notMoved = ({ options, engine }: Pick<RunManifest, 'options' | 'engine'>): string[] =>
  engine.kind === 'none' && options['transfer'] === true
    ? ['pushes and pulls were not measured: no engine was there']
    : [];

/** Why images were not built again as they had to be. */
export const notBuiltAgain = (images: readonly ImageRow[]): string[] =>
  reasonsOf(images)('not built again', ({ reproducible_reason: reason }) => reason);

const reasonsOf =
  (images: readonly ImageRow[]) =>
  (title: string, of: (image: ImageRow) => string | undefined): string[] =>
    [...Map.groupBy(images, of)].flatMap(([reason, those]) =>
      reason === undefined ? [] : [`${title}, ${those.length} of ${images.length} images: ${reason}`],
    );
