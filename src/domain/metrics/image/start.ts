import type { StartFacts } from '../../image/image.ts';
import { columnsOf } from '../column.ts';

const notStarted =
  'the image does not work, was not built, holds no service, or no engine was there that runs it';
const older = `${notStarted}; schema 1 and 2`;

/** How an image starts, rests and stops. */
export const startMetrics = columnsOf<StartFacts>()({
  start_ms: {
    unit: 'ms',
    since: 1,
    precision: 'noisy',
    better: 'less',
    label: 'start',
    table: ['start', 1],
    means: 'From the start call to the first answer as promised; median of several starts',
    empty: notStarted,
    of: ({ startMs }) => startMs,
  },
  idle_memory_bytes: {
    unit: 'bytes',
    since: 3,
    precision: 'noisy',
    better: 'less',
    label: 'idle memory',
    table: ['start', 2],
    means: 'Anonymous memory of all processes of the container right after that answer; median',
    empty: `the engine cannot say; ${older}`,
    of: ({ idleMemoryBytes }) => idleMemoryBytes,
  },
  stop_ms: {
    unit: 'ms',
    since: 3,
    precision: 'noisy',
    better: 'less',
    label: 'stop',
    table: ['start', 3],
    means: 'From the stop call to the end of the container; median',
    empty: older,
    of: ({ stopMs }) => stopMs,
  },
  stop: {
    unit: 'name',
    since: 3,
    precision: 'exact',
    label: 'how',
    table: ['start', 4],
    values: ['graceful', 'abrupt', 'killed'],
    means:
      'The worst of all stops: `graceful` (exit code 0 or 143), `abrupt` (another exit code) or `killed` (after ten seconds)',
    empty: older,
    of: ({ stop }) => stop,
  },
});
