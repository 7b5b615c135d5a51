import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cellId, control, type Cell, type Variant } from '../domain/run/plan.ts';
import type { RunManifest } from './manifest.ts';
import { buildColumns, imageColumns } from './csv/columns.ts';
import { toCsv } from './csv/to-csv.ts';
import { manifest } from './manifest.fixture.ts';
import { buildRow, imageRow } from './rows.fixture.ts';
import type { BuildRow, ImageRow } from './rows.ts';

/** A run as it lies in a results folder, written by hand. */
export interface HandWrittenRun {
  readonly runId: string;
  /** Wall times of each cell (`app/strategy/scenario`) in ms, one per round; nothing else is planned. */
  readonly times: Readonly<Record<string, readonly number[]>>;
  /** Wall times of the control, one per round. */
  readonly control?: readonly number[];
  readonly builds?: (row: BuildRow) => Partial<BuildRow>;
  readonly images?: (row: ImageRow) => Partial<ImageRow>;
  readonly manifest?: Partial<RunManifest>;
}

/** Writes run.json, builds.csv and images.csv; returns the folder. */
export function writeRun(results: string, run: HandWrittenRun): string {
  const { runId } = run;
  const folder = path.join(results, runId);
  const cells = Object.keys(run.times).map(cellOf);
  const variants = [
    ...new Map(cells.map((cell) => [`${cell.app}/${cell.strategy}`, variantOf(cell)])).values(),
  ];
  const rounds = Math.max(...Object.values(run.times).map((times) => times.length));
  const builds = [...cells, control].flatMap((cell) => {
    const isControl = cell === control;
    const times = (isControl ? run.control : run.times[cellId(cell)]) ?? [];
    const phase = isControl ? 'control' : 'measure';
    return times.map((wall_ms, index) =>
      changed(
        buildRow({
          run_id: runId,
          ...cell,
          phase,
          round: index + 1,
          wall_ms,
          steps_total: 4,
          steps_cached: 0,
        }),
        run.builds,
      ),
    );
  });
  const images = variants.map((variant) => changed(imageRow({ run_id: runId, ...variant }), run.images));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'run.json'),
    JSON.stringify({
      ...manifest,
      schema: 2,
      runId,
      outcome: 'complete',
      plan: { seed: 1, rounds, variants, cells, visits: [] },
      ...run.manifest,
    }),
  );
  const rows = builds.map((row, index) => ({ ...row, sequence: index + 1 }));
  writeFileSync(path.join(folder, 'builds.csv'), toCsv(buildColumns, rows));
  writeFileSync(path.join(folder, 'images.csv'), toCsv(imageColumns, images));
  return folder;
}

const changed = <Row>(row: Row, change: ((row: Row) => Partial<Row>) | undefined): Row => ({
  ...row,
  ...change?.(row),
});

function cellOf(id: string): Cell {
  const [app = '', strategy = '', scenario = ''] = id.split('/');
  return { app, strategy, scenario };
}

const variantOf = ({ app, strategy }: Cell): Variant => ({ app, strategy });
