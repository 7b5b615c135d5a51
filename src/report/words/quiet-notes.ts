import { median } from 'simple-statistics';
import { cellId } from '../../domain/run/plan.ts';
import type { EngineKind } from '../../domain/engine-info.ts';
import { quietUpTo } from '../../domain/run/machine-use.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import { lostVisits } from '../../record/lost-visits.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import { visitRows } from '../../stats/samples/visit-rows.ts';
import { listText } from './list-text.ts';

/** Schemas of before did not look. */
const recordedSince = 5;

/**
 * Whether the machine did anything else while visits were built, what became of visits that were disturbed, and what was
 * not recorded. Nothing of the fake engine, which has no machine.
 */
export function quietNotes({ manifest, builds }: Pick<Rows, 'manifest' | 'builds'>): string[] {
  const measured = visitRows(builds).filter(({ phase }) => phase === 'measure');
  const visits = measured.filter(({ wall_ms: wallMs }) => wallMs !== undefined);
  const known = visits.filter(isKnown);
  if (known.length === 0) {
    if (manifest.engine.kind === 'fake' || visits.length === 0) return [];
    return [manifest.schema < recordedSince ? olderText(manifest.schema) : unknownUse(manifest.engine)];
  }
  const { othersMayUse = quietUpTo } = manifest;
  const limit = othersMayUse === 'any' ? Infinity : othersMayUse;
  const control = builds.filter((row) => row.phase === 'control' && isKnown(row));
  return [
    quietText({ known, unknown: visits.length - known.length, control, limit }),
    ...lostNote(lostVisits(builds)),
    ...stealNote(visits),
  ];
}

const olderText = (schema: number): string =>
  `an older version recorded this run (schema ${schema}): it made one build a visit, and did not look at what other programs used`;

const isKnown = ({ foreign_cpu: share }: KeptBuild): boolean => share !== undefined;
const isDisturbed = ({ state }: KeptBuild): boolean => state === 'disturbed';

/** Why nobody can tell what others use. */
export function unknownUse({
  kind,
  builtBy,
}: {
  readonly kind: EngineKind;
  readonly builtBy?: object;
}): string {
  const unknown = 'whether other programs use the machine is not known';
  if (builtBy !== undefined) return `${unknown}: a builder builds, on whichever machine that is`;
  return kind === 'private'
    ? `${unknown}: the private engine has no control group of its own; if an older version has started it, \`npm run -s stagebench -- engine down\` helps`
    : `${unknown}: the engine is on another machine, or the control groups of its builds are not known`;
}

/** `known`: visits of which it is known what others used; `limit`: what they may. */
function quietText({
  known,
  unknown,
  control,
  limit,
}: {
  readonly known: readonly KeptBuild[];
  readonly unknown: number;
  readonly control: readonly KeptBuild[];
  readonly limit: number;
}): string {
  const disturbed = known.filter(isDisturbed);
  const good = known.filter((row) => !isDisturbed(row)).map(shareOf);
  const ofControl = control.filter(isDisturbed).length;
  // A build that is too short for its counters may have more than the limit.
  const isQuiet =
    disturbed.length + ofControl === 0 &&
    [...good, ...control.map(shareOf)].every((share) => share <= quietUpTo);
  const lead = isQuiet
    ? 'the machine was quiet: '
    : disturbed.length + ofControl > 0
      ? 'the machine was not quiet all the time: '
      : '';
  const counting = disturbed.length === 0 ? 'build' : 'build that counts';
  const used =
    good.length === 0
      ? []
      : [
          `others used ${percent(median(good))} of a core in the median ${counting}, ${percent(largest(good))} at most`,
        ];
  const told = [
    ...used,
    `${disturbed.length} of ${known.length} visits ${disturbed.length === 0 ? 'disturbed' : disturbedText(disturbed, limit)}`,
    ...(ofControl === 0 ? [] : [`${ofControl} of ${control.length} builds of the control disturbed`]),
    ...(unknown === 0 ? [] : [`of ${unknown} more it is not known`]),
  ];
  return `${lead}${told.join('; ')}`;
}

const disturbedText = (disturbed: readonly KeptBuild[], limit: number): string =>
  `were disturbed, by others that used more than ${percent(limit)} of a core, up to ` +
  `${percent(largest(disturbed.map(shareOf)))}: they do not count`;

const largest = (shares: readonly number[]): number => Math.max(0, ...shares);

/** Visits of which every try was disturbed. */
function lostNote(lost: readonly KeptBuild[]): string[] {
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
