import { basesMetric } from '../../src/domain/metrics/night.ts';
import { seriesKey, type History, type Night, type Pins } from '../../src/record/history/history.ts';
import type { Cell } from '../../src/domain/run/plan.ts';

/** One of two states of a cell that are built in turns. */
export interface Side {
  /** For people: `night 2026-03-02`, `commit 1a2b3c4d5e6f`, `this checkout`. */
  readonly name: string;
  /** As `bisect` takes it: a run, a commit, or `now`. */
  readonly word: string;
  /** Whose files are built; those of the checkout, as they lie there, if undefined. */
  readonly commit: string | undefined;
  /** What the files must be, where that was written down. */
  readonly pins?: Pick<Pins, 'definition' | 'lockfile'> | undefined;
  /** By its name in FROM, the digest of each base; those of today if undefined. */
  readonly digests: ReadonlyMap<string, string> | undefined;
  /** A base that `digests` lacks may be that of today: else it is gone. */
  readonly mayUseToday?: true;
}

/** The checkout as it is now, on the bases of today. */
export const thisCheckout: Side = {
  name: 'this checkout',
  word: 'now',
  commit: undefined,
  digests: undefined,
};

/** What a cell was in a night, as its history has it. Undefined if the night says nothing of the cell. */
export function sideOfNight({ series }: History, cell: Cell, night: Night, metric: string): Side | undefined {
  const pins = series
    .get(seriesKey({ ...cell, metric }))
    ?.points.find((point) => point.night === night)?.pins;
  if (pins === undefined) return undefined;
  // What is exact has a row only where it changed.
  const bases = series
    .get(seriesKey({ ...cell, scenario: '', metric: basesMetric }))
    ?.points.findLast((point) => point.night.at <= night.at)?.value;
  return {
    name: `night ${night.at.slice(0, 10)}`,
    word: night.runId,
    commit: pins.commit.replace(/\+$/, ''),
    ...{ pins, digests: digestsOf(String(bases ?? '')) },
  };
}

/** `NAME@DIGEST NAME@DIGEST` */
function digestsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .split(' ')
      .filter((one) => one.includes('@'))
      .map((one) => {
        const at = one.lastIndexOf('@');
        return [one.slice(0, at), one.slice(at + 1)];
      }),
  );
}
