import { manifest } from '../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../record/rows.fixture.ts';
import type { LayerRow, StepRow } from '../record/rows.ts';
import type { RunManifest } from '../record/manifest.ts';
import { analyseRun } from '../stats/analyse-run.ts';
import type { ChartSource } from './charts/chart.ts';

const sizes: Readonly<Record<string, number>> = { 'single-stage': 900e6, slim: 80e6, distroless: 60e6 };
const seconds: Readonly<Record<string, number>> = { cold: 12, warm: 0.2, 'edit-source': 3 };
const slower: Readonly<Record<string, number>> = { 'single-stage': 1, slim: 1.1, distroless: 1.3 };

export interface MadeRun {
  readonly apps?: readonly string[];
  readonly strategies?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly rounds?: number;
  readonly changes?: Partial<RunManifest>;
}

/** A run with everything that charts can show: each build 1 ms longer than the one before. */
export async function chartSourceOf({
  apps = ['go'],
  strategies = Object.keys(sizes),
  scenarios = Object.keys(seconds),
  rounds = 8,
  changes = {},
}: MadeRun = {}): Promise<ChartSource> {
  const variants = apps.flatMap((app) => strategies.map((strategy) => ({ app, strategy })));
  const cells = variants.flatMap((variant) => scenarios.map((scenario) => ({ ...variant, scenario })));
  let sequence = 0;
  const buildRows = Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) =>
    cells.map((cell) => {
      sequence += 1;
      return build({
        ...{ ...cell, round, sequence, steps_total: 3, steps_cached: cell.scenario === 'cold' ? 0 : 2 },
        started_at: new Date(1_767_225_600_000 + sequence * 20_000).toISOString(),
        wall_ms: 1000 * (seconds[cell.scenario] ?? 1) * (slower[cell.strategy] ?? 1) + round,
      });
    }),
  );
  const images = variants.map((variant) =>
    image({
      ...variant,
      ...{ size_bytes: sizes[variant.strategy] ?? 50e6, own_bytes: 6_500_000, base_bytes: 50e6, layers: 3 },
      ...{
        shells: variant.strategy === 'distroless' ? 0 : 2,
        package_managers: 0,
        compilers: 1,
        network_tools: 0,
      },
      ...{
        transfer: 'measured',
        transfer_bytes: (sizes[variant.strategy] ?? 50e6) / 3,
        pull_based_bytes: 4e6,
      },
      ...{
        pull_empty_ms: 2000,
        start_ms: 300,
        idle_memory_bytes: 20e6,
        names_found: 'bash sh',
        ca_bundle: true,
        tzdata: false,
      },
    }),
  );
  const layers = variants.flatMap((variant): LayerRow[] =>
    [0, 1, 2].map((index) => ({
      ...{
        run_id: 'r1',
        ...variant,
        index,
        diff_id: `sha256:${index}`,
        created_by: `RUN step ${index} # buildkit`,
      },
      ...{ empty: false, size_bytes: 10e6 * (index + 1), files: 10, own: index === 2, waste_bytes: 0 },
    })),
  );
  const steps = buildRows.flatMap(
    (row): StepRow[] =>
      [1, 2, 3].map((step) => ({
        ...{ run_id: 'r1', sequence: row.sequence, step, stage: 'build', instruction: `RUN part ${step}` },
        ...{
          cached: row.scenario !== 'cold' && step < 3,
          started_ms: (step - 1) * 100,
          duration_ms: step * 300,
        },
        ...{ on_critical_path: step !== 2, expected: 'executed' },
      })) as StepRow[],
  );
  const rows = {
    manifest: {
      ...manifest,
      ...{ schema: 6 as const, plan: { seed: 7, rounds, variants, cells, visits: [] } },
      ...changes,
    },
    ...{ builds: buildRows, images },
  };
  return {
    ...{ rows, buildRows, layers, steps },
    analysis: await analyseRun(rows, undefined, async () => {}),
  };
}
