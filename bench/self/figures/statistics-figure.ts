import { setImmediate } from 'node:timers/promises';
import type { Definitions } from '../../../src/domain/definitions/definitions.ts';
import type { RunManifest } from '../../../src/record/manifest.ts';
import { formatMs } from '../../../src/domain/units.ts';
import { plan } from '../../../src/plan/plan.ts';
import type { RecordedRun } from '../../../src/record/read/read-run.ts';
import type { BuildRow, ImageRow } from '../../../src/record/rows.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import { analyseRun } from '../../../src/stats/analyse-run.ts';

const rounds = 10;

/**
 * Everything that is derived from the rows of a full run of ten rounds: summary, intervals, verdicts, findings. The rows are
 * made up, with another time for each; the manifest is that of a real run.
 */
export async function statisticsFigure(
  { manifest }: RecordedRun,
  definitions: Definitions,
): Promise<SelfFigures['figures'][number]> {
  const rows = madeUpRows(manifest, definitions);
  let longestMs = 0;
  const started = performance.now();
  let breath = started;
  await analyseRun(rows, undefined, async () => {
    longestMs = Math.max(longestMs, performance.now() - breath);
    await setImmediate();
    breath = performance.now();
  });
  const tookMs = performance.now() - started;
  return {
    name: 'statistics of a full run',
    value: formatMs(tookMs),
    limit: 'under 1 s',
    how:
      `${rows.manifest.plan.cells.length} cells of ${rounds} samples, first call; ` +
      `nothing waits longer than ${formatMs(longestMs)} for its turn`,
  };
}

function madeUpRows(manifest: RunManifest, definitions: Definitions) {
  const planned = plan({ ...definitions, rounds, seed: 1, control: true });
  const builds = planned.visits.map((visit): BuildRow => ({
    ...visit,
    run_id: manifest.runId,
    state: 'built',
    started_at: manifest.startedAt,
    // No two alike: ties would make the rank test cheaper.
    wall_ms: 5000 + ((visit.sequence * 7919) % 1009),
    steps_total: 5,
    steps_cached: 0,
  }));
  const images = planned.variants.map((variant): ImageRow => ({
    ...variant,
    run_id: manifest.runId,
    state: 'built',
    healthy: true,
    size_bytes: 1,
    layers: 1,
  }));
  return { manifest: { ...manifest, plan: planned }, builds, images };
}
