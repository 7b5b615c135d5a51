import { median } from 'simple-statistics';
import { cellId } from '../../domain/run/plan.ts';
import type { EngineKind } from '../../domain/engine-info.ts';
import { quietUpTo } from '../../domain/run/machine-use.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import { visitRows } from '../../stats/samples/visit-rows.ts';
import { listText } from './list-text.ts';

/** Schemas of before did not look. */
const recordedSince = 5;

/**
 * Whether the machine did anything else while visits were built, what became of visits that were disturbed, and what was
 * not recorded. Nothing of runs of before, and of the fake engine, which has no machine.
 */
export function quietNotes({ manifest, builds }: Pick<Rows, 'manifest' | 'builds'>): string[] {
  const measured = visitRows(builds).filter(({ phase }) => phase === 'measure');
  const visits = measured.filter(({ wall_ms: wallMs }) => wallMs !== undefined);
  const known = visits.filter(({ foreign_cpu: share }) => share !== undefined);
  if (known.length === 0) {
    const isSilent =
      manifest.schema < recordedSince || manifest.engine.kind === 'fake' || visits.length === 0;
    return isSilent ? [] : [unknownUse(manifest.engine.kind)];
  }
  const disturbed = known.filter(({ state }) => state === 'disturbed');
  return [quietText(known, disturbed), ...lostNote(measured), ...stealNote(visits)];
}

/** Why nobody can tell what others use. */
export function unknownUse(kind: EngineKind): string {
  const unknown = 'whether other programs use the machine is not known';
  return kind === 'private'
    ? `${unknown}: the private engine has no control group of its own; if an older version has started it, \`npm run -s stagebench -- engine down\` helps`
    : `${unknown}: the engine is on another machine, or the control groups of its builds are not known`;
}

function quietText(known: readonly KeptBuild[], disturbed: readonly KeptBuild[]): string {
  const shares = known.filter(({ state }) => state !== 'disturbed').map(shareOf);
  const largest = shares.reduce((so, share) => Math.max(so, share), 0);
  const used =
    shares.length === 0
      ? ''
      : `others used ${percent(median(shares))} of a core in the median build, ${percent(largest)} at most; `;
  const of = `${disturbed.length} of ${known.length} visits`;
  // A build that is too short for its counters may have more than the limit.
  if (disturbed.length === 0)
    return `${largest > quietUpTo ? '' : 'the machine was quiet: '}${used}${of} disturbed`;
  const most = percent(disturbed.reduce((so, row) => Math.max(so, shareOf(row)), 0));
  return (
    `the machine was not quiet all the time: ${used}${of} were disturbed, by others that used more than ` +
    `${percent(quietUpTo)} of a core, up to ${most}: they do not count`
  );
}

/** Visits of which every try was disturbed. */
function lostNote(visits: readonly KeptBuild[]): string[] {
  const tries = Map.groupBy(
    visits.filter(({ state }) => state !== 'aborted'),
    (row) => `${cellId(row)} ${row.round}`,
  );
  const lost = [...tries.values()].flatMap((rows) =>
    rows.filter((row) => row === rows.at(-1) && row.state === 'disturbed'),
  );
  if (lost.length === 0) return [];
  const cells = [...Map.groupBy(lost, cellId)].map(
    ([cell, rows]) =>
      `${cell} in round${rows.length === 1 ? '' : 's'} ${listText(rows.map(({ round }) => String(round)))}`,
  );
  return [`disturbed, and no sample in its place: ${listText(cells)}`];
}

/** The hypervisor is no program: what it takes away disturbs as much, and nobody can stop it. */
function stealNote(visits: readonly KeptBuild[]): string[] {
  const most = visits.reduce((so, { steal = 0 }) => Math.max(so, steal), 0);
  return most <= quietUpTo
    ? []
    : [`other virtual machines took up to ${percent(most)} of a core away from a visit`];
}

const shareOf = ({ foreign_cpu: share = 0 }: KeptBuild): number => share;

/** `0.4 %`, `12 %`. */
const percent = (share: number): string => `${(share * 100).toFixed(share < 0.00995 ? 1 : 0)} %`;
