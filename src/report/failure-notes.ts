import { cellId, variantId, type Plan } from '../domain/plan.ts';
import { notPrimed } from '../domain/sample.ts';
import type { BuildRow } from '../record/rows.ts';
import { plannedRounds } from './planned-rounds.ts';
import { reasonInOneLine } from './reason-in-one-line.ts';
import { roundsText } from './rounds-text.ts';

/** Which builds do not count, in which rounds and why: one sentence per variant and reason. */
export function failureNotes(builds: readonly BuildRow[], plan: Plan): string[] {
  const measured = builds.filter(({ phase }) => phase === 'measure');
  const failed = builds.filter(({ phase, state }) => phase !== 'control' && state === 'failed');
  const unprimed = failed.filter(({ reason }) => reason === notPrimed);
  const causes = failed.filter(({ reason }) => reason !== notPrimed);
  const orphans = unprimed.filter((row) => !causes.some((cause) => isCauseOf(cause, row)));
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

const isCauseOf = (cause: BuildRow, row: BuildRow): boolean =>
  variantId(cause) === variantId(row) && cause.round === row.round;

/** One sentence for all scenarios of a variant that share reason and rounds; with what could not be built because of it. */
function notes(
  what: string,
  rows: readonly BuildRow[],
  plan: Plan,
  unprimed: readonly BuildRow[] = [],
): string[] {
  const planned = plannedRounds(plan);
  const cells = [...Map.groupBy(rows, (row) => [part(row), variantId(row), row.reason].join('\n')).values()];
  const where = (same: readonly BuildRow[]): string =>
    same.flatMap((row) =>
      roundsText(
        same.map(({ round }) => round),
        planned(row),
      ),
    )[0] ?? '';
  const sentences = Map.groupBy(cells, (same) => {
    const [first] = same;
    return first === undefined ? '' : [variantId(first), where(same), first.reason].join('\n');
  });
  return [...sentences.values()].flatMap((sameReason) => {
    const all = sameReason.flat();
    const [first] = all;
    if (first === undefined) return [];
    const left = unprimed.filter((row) => all.some((cause) => isCauseOf(cause, row)));
    const then = left.length === 0 ? '' : `; so not built either: ${scenariosOf(left).join(', ')}`;
    return [
      `${what} in ${where(all)}: ${subject(all, first)}: ${reasonInOneLine(first.reason ?? '')}${then}`,
    ];
  });
}

/** A prime is built for the sake of other scenarios, and is none. */
const part = ({ phase, scenario }: BuildRow): string => (phase === 'prime' ? 'prime' : scenario);

const scenariosOf = (rows: readonly BuildRow[]): string[] => [...new Set(rows.map(part))];

/** `go/slim/cold`, or `go/slim (warm, edit-source)`. */
function subject(rows: readonly BuildRow[], first: BuildRow): string {
  const scenarios = scenariosOf(rows);
  return scenarios.length === 1 && first.phase !== 'prime'
    ? cellId(first)
    : `${variantId(first)} (${scenarios.join(', ')})`;
}
