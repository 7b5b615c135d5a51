import { cellId } from '../../../domain/run/plan.ts';
import type { StepRow } from '../../../record/rows.ts';
import { madeUpWords } from '../../provenance/made-up.ts';
import type { Export } from '../export.ts';

interface TraceEvent {
  readonly name: string;
  /** A span, a moment, or something about the trace. */
  readonly ph: 'X' | 'i' | 'M';
  /** Of a moment: it belongs to its lane. */
  readonly s?: 't';
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts?: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

const pid = 1;
const buildLane = 1;

/**
 * Builds of a run with their steps, as Chrome traces are: https://ui.perfetto.dev opens it.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export const exporter: Export = {
  id: 'trace',
  file: 'trace.json',
  order: 4,
  about: 'Chrome trace of all builds with their steps: open it with https://ui.perfetto.dev',
  print({ rows, buildRows, steps }) {
    const first = Math.min(...buildRows.map(({ started_at: at }) => Date.parse(at)));
    const ofBuild = Map.groupBy(steps, ({ sequence }) => sequence);
    let lanes = 0;
    const events = buildRows.flatMap((row): TraceEvent[] => {
      const start = (Date.parse(row.started_at) - first) * 1000;
      const { wall_ms: wall, state, phase, round, sequence, reason } = row;
      if (wall === undefined) return [];
      const build: TraceEvent = {
        ...{ name: `${cellId(row)} (${phase})`, ph: 'X', pid, tid: buildLane, ts: start, dur: micros(wall) },
        args: { sequence, round, state, ...(reason !== undefined && { reason }) },
      };
      const placed = inLanes(ofBuild.get(sequence) ?? []);
      lanes = Math.max(lanes, ...placed.map(({ lane }) => lane + 1));
      return [
        build,
        ...placed.map(({ step, lane }): TraceEvent => {
          const { instruction, stage, cached, on_critical_path: critical } = step;
          const dur = micros(step.duration_ms);
          return {
            ...{ name: instruction, pid, tid: buildLane + 1 + lane, ts: start + micros(step.started_ms) },
            // Readers that put beginnings and ends into one order cannot nest spans that take no time.
            ...(dur === 0 ? { ph: 'i', s: 't' } : { ph: 'X', dur }),
            args: { stage, cached, critical },
          };
        }),
      ];
    });
    const name = (tid: number, text: string): TraceEvent => ({
      ...{ name: 'thread_name', ph: 'M', pid, tid, args: { name: text } },
    });
    const traceEvents = [
      {
        name: 'process_name',
        ph: 'M',
        pid,
        tid: 0,
        args: { name: `run ${rows.manifest.runId}${madeUpWords(rows.manifest)}` },
      },
      name(buildLane, 'builds'),
      ...Array.from({ length: lanes }, (_, lane) => name(buildLane + 1 + lane, `steps ${lane + 1}`)),
      ...events,
    ];
    return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents })}\n`;
  },
};

/** Whole µs: the format has no parts of them. */
const micros = (ms: number): number => Math.round(ms * 1000);

/** Steps of one lane do not overlap, as events of one thread must not. */
function inLanes(steps: readonly StepRow[]): { readonly step: StepRow; readonly lane: number }[] {
  const ends: number[] = [];
  return steps
    .toSorted((a, b) => a.started_ms - b.started_ms)
    .map((step) => {
      const start = micros(step.started_ms);
      const free = ends.findIndex((end) => end <= start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = start + micros(step.duration_ms);
      return { step, lane };
    });
}
