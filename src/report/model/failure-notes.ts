import { cellId, variantId, type Plan } from '../../domain/run/plan.ts';
import { notPrimed } from '../../domain/run/sample.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import { visitRows } from '../../stats/samples/visit-rows.ts';
import { reasonInOneLine } from '../words/reason-in-one-line.ts';
import { roundsText } from '../words/rounds-text.ts';
import { plannedRounds } from './planned-rounds.ts';

/** Which builds do not count, in which rounds and why: one sentence per variant and reason. */
export function failureNotes(rows: readonly KeptBuild[], plan: Plan): string[] {
  const builds = visitRows(rows);
  const measured = builds.filter(({ phase }) => phase === 'measure');
  const failed = builds.filter(({ phase, state }) => phase !== 'control' && state === 'failed');
  const unprimed = failed.filter(({ reason }) => reason === notPrimed);
  const causes = failed.filter(({ reason }) => reason !== notPrimed);
  const caused = new Set(causes.map(chainOf));
  const orphans = unprimed.filter((row) => !caused.has(chainOf(row)));
  return [
    ...notes(
      'left out',
      measured.filter(({ state }) => state === 'invalid'),
      plan,
    ),
    ...notes('failed', causes, plan, unprimed),
    ...notes('failed', orphans, plan),
  ];
}

/** Builds of one variant in one round: of these one primes the others. */
const chainOf = (row: KeptBuild): string => `${variantId(row)} ${row.round}`;

/** One sentence for all scenarios of a variant that share reason and rounds; with what could not be built because of it. */
function notes(
  what: string,
  rows: readonly KeptBuild[],
  plan: Plan,
  unprimed: readonly KeptBuild[] = [],
): string[] {
  const planned = plannedRounds(plan);
  const cells = [...Map.groupBy(rows, (row) => [part(row), variantId(row), row.reason].join('\n')).values()];
  const where = (same: readonly KeptBuild[]): string => {
    const [first] = same;
    const rounds = same.map(({ round }) => round);
    return first === undefined ? '' : roundsText(rounds, planned(first));
  };
  const sentences = Map.groupBy(cells, (same) => {
    const [first] = same;
    return first === undefined ? '' : [variantId(first), where(same), first.reason].join('\n');
  });
  return [...sentences.values()].flatMap((sameReason) => {
    const all = sameReason.flat();
    const [first] = all;
    if (first === undefined) return [];
    const caused = new Set(all.map(chainOf));
    const left = unprimed.filter((row) => caused.has(chainOf(row)));
    const then = left.length === 0 ? '' : `; not built because of this: ${scenariosOf(left).join(', ')}`;
    return [
      `${what} in ${where(all)}: ${subject(all, first)}: ${reasonInOneLine(first.reason ?? '')}${then}`,
    ];
  });
}

/** A prime is built for the sake of other scenarios, and is none. */
const part = ({ phase, scenario }: KeptBuild): string => (phase === 'prime' ? 'prime' : scenario);

const scenariosOf = (rows: readonly KeptBuild[]): string[] => [...new Set(rows.map(part))];

/** `go/slim/cold`, or `go/slim (warm, edit-source)`. */
function subject(rows: readonly KeptBuild[], first: KeptBuild): string {
  const scenarios = scenariosOf(rows);
  return scenarios.length === 1 && first.phase !== 'prime'
    ? cellId(first)
    : `${variantId(first)} (${scenarios.join(', ')})`;
}
