import { formatMs } from '../../domain/units.ts';
import type { Findings } from '../../stats/findings/findings.ts';
import { listText } from '../words/list-text.ts';

const percent = (share: number): string =>
  `${Math.abs(100 * share).toFixed(Math.abs(share) < 0.0995 ? 1 : 0)} %`;

/**
 * What the samples show that a median hides. Nothing of it is taken out of the numbers. `sameRounds`: whether what is
 * compared has samples of the same rounds; undefined where nothing is compared.
 */
export function findingNotes(found: Findings, sameRounds: boolean | undefined): string[] {
  return [
    ...(found.notReproducible.length === 0
      ? []
      : [
          `not reproducible, the number of steps varies: ${listText(
            found.notReproducible.map(({ cell, steps }) => `${cell} (${steps.join(' or ')})`),
          )}`,
        ]),
    ...unsteadyNote(found.unsteady),
    ...found.firstVisits.map(
      ({ scenario, cells, slower, medianExcess }) =>
        `round 1 of ${scenario} was slower than later rounds in ${slower} of ${cells} cells, by ${percent(medianExcess)} (median)`,
    ),
    ...driftNote('builds', found.drift, driftMeaning(sameRounds)),
    ...driftNote('the control', found.controlDrift, undefined),
    ...outlierNote(found.outliers),
  ];
}

function unsteadyNote(unsteady: Findings['unsteady']): string[] {
  if (unsteady === undefined) return [];
  const { fastest, slowest, ratio, cells, shard } = unsteady;
  return [
    `the machine${shard === undefined ? '' : ` of ${shard}`} was not steady: builds of round ${slowest} took ${ratio.toFixed(2)} times as long as those of round ${fastest} ` +
      `(median of ${cells} cells); differences are harder to show`,
  ];
}

function driftNote(what: string, drift: Findings['drift'], meaning: string | undefined): string[] {
  if (drift === undefined) return [];
  const change = drift.totalRatio - 1;
  return [
    `${what}${drift.shard === undefined ? '' : ` of ${drift.shard}`} got ${percent(change)} ${change > 0 ? 'slower' : 'faster'} from the first round to the last${meaning === undefined ? '' : `: ${meaning}`}`,
  ];
}

function driftMeaning(sameRounds: boolean | undefined): string | undefined {
  if (sameRounds === undefined) return undefined;
  return sameRounds
    ? 'as rounds are interleaved, the comparisons hold'
    : 'the comparisons use only the rounds that both have';
}

/** There may be dozens: the farthest are named. */
function outlierNote(outliers: Findings['outliers']): string[] {
  if (outliers.length === 0) return [];
  const distance = ({ wallMs, medianMs }: Findings['outliers'][number]) => Math.abs(wallMs / medianMs - 1);
  const farthest = outliers
    .toSorted((a, b) => distance(b) - distance(a))
    .slice(0, 3)
    .map(
      ({ cell, round, wallMs, medianMs }) =>
        `${cell} in round ${round} (${formatMs(wallMs)}, median ${formatMs(medianMs)})`,
    );
  const which = outliers.length > farthest.length ? `${outliers.length}; the farthest: ` : '';
  return [`outliers, kept: ${which}${farthest.join(', ')}`];
}
