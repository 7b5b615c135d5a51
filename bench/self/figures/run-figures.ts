import { StagebenchError } from '../../../src/domain/errors.ts';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import type { RecordedRun } from '../../../src/record/read/read-run.ts';
import type { SelfFigures } from '../../../src/report/table.ts';

type Figure = SelfFigures['figures'][number];

/** Everything of a run that is not a build, a base, a start or an extra, as a share of the sum of build times. */
export function overheadFigure({ manifest, builds, folder }: RecordedRun, name = 'harness ÷ builds'): Figure {
  const { elapsedMs, timeSpent } = manifest;
  if (elapsedMs === undefined || timeSpent === undefined) {
    throw new StagebenchError('NO_RUN', `${folder} was not finished, so its overhead is not known.`);
  }
  const building = builds.reduce((sum, row) => sum + (row.wall_ms ?? 0), 0);
  const { starts, extras = 0 } = timeSpent;
  const rest = elapsedMs - building - starts - extras;
  const asked = extras === 0 ? '' : ` and extras ${formatMs(extras)}`;
  return {
    name,
    value: `${((100 * rest) / building).toFixed(1)} %`,
    limit: 'at most 15 %',
    how:
      `${builds.length} builds in ${formatMs(building)}, ${formatMs(rest)} beside them ` +
      `(reading images ${formatMs(timeSpent.inspections)}, emptying the cache ${formatMs(timeSpent.cleaning)}; starts ${formatMs(starts)}${asked} not counted)`,
  };
}

/** The most memory the harness held at any time of the run. */
export function memoryFigure({ manifest, builds, images }: RecordedRun): Figure {
  const largest = Math.max(...images.map((image) => image.size_bytes ?? 0));
  return {
    name: 'memory of the harness',
    value: manifest.maxRssBytes === undefined ? 'unknown' : formatBytes(manifest.maxRssBytes),
    limit: 'under 200 MB',
    how: `peak resident set of a run of ${builds.length} builds; largest image ${formatBytes(largest)}`,
  };
}
