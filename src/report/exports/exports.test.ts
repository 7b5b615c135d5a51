import { describe, expect, test } from 'vitest';
import { analyseRun } from '../../stats/analyse-run.ts';
import { chartSourceOf } from '../chart-source.fixture.ts';
import type { ChartSource } from '../charts/chart.ts';
import { exporters } from './formats/index.ts';

const printed = (id: string, source: ChartSource): string =>
  exporters.find((exporter) => exporter.id === id)?.print(source) ?? '';

/** slim's cold builds failed with words that mean something in XML; its warm ones were never begun. */
async function broken(): Promise<ChartSource> {
  const source = await chartSourceOf({ scenarios: ['cold', 'warm'], strategies: ['single-stage', 'slim'] });
  const builds = source.rows.builds
    .filter(({ strategy, scenario }) => strategy !== 'slim' || scenario !== 'warm')
    .map((row) =>
      row.strategy === 'slim'
        ? { ...row, state: 'failed' as const, wall_ms: undefined, reason: 'exit <7> & "so"\nlog' }
        : row,
    );
  const rows = { ...source.rows, builds };
  return { ...source, rows, analysis: await analyseRun(rows, undefined, async () => {}) };
}

test('github-action-benchmark: a list of name, unit and value', async () => {
  const found = JSON.parse(
    printed('github-action-benchmark', await chartSourceOf({ scenarios: ['cold'], strategies: ['slim'] })),
  ) as unknown;
  expect(found).toEqual([
    {
      name: 'go/slim/cold',
      unit: 'ms',
      value: 13_204.5,
      range: '± 0 %',
      extra: 'median of 8 samples, run r1',
    },
    { name: 'go/slim/size', unit: 'bytes', value: 80_000_000 },
  ]);
});

test('bencher: benchmarks with their measures, seconds and bytes', async () => {
  const found = JSON.parse(
    printed('bencher', await chartSourceOf({ scenarios: ['cold'], strategies: ['slim'] })),
  ) as Record<string, Record<string, { value: number; lower_value?: number }>>;
  expect(found['go/slim/cold']?.['build-time']?.value).toBeCloseTo(13.2045, 6);
  expect(found['go/slim/cold']?.['build-time']?.lower_value).toBeLessThan(13.2045);
  expect(found['go/slim']).toEqual({ 'file-size': { value: 80_000_000 } });
});

test('openmetrics: families with type, unit and help, and an end', async () => {
  const text = printed('openmetrics', await chartSourceOf({ scenarios: ['cold'], strategies: ['slim'] }));
  expect(text).toContain(
    '# TYPE stagebench_build_median_seconds gauge\n# UNIT stagebench_build_median_seconds seconds\n# HELP stagebench_build_median_seconds Median wall time of a build.\n' +
      'stagebench_build_median_seconds{app="go",strategy="slim",scenario="cold"} 13.2045\n',
  );
  expect(text).toContain('stagebench_run_info{run="r1",');
  expect(text.endsWith('\n# EOF\n')).toBe(true);
});

test.each(['bencher', 'openmetrics', 'github-action-benchmark'])(
  '%s: a time has no digits behind the µs that were measured',
  async (id) => {
    const source = await chartSourceOf({ scenarios: ['cold'], strategies: ['slim'] });
    const ms = { wall_ms_median: 8223.638, wall_ms_low: 0.1 + 0.2, wall_ms_high: 10_281.98 };
    const summary = source.analysis.summary.map((row) => ({ ...row, ...ms }));
    const rows = { ...source.rows, images: [] };
    const text = printed(id, { ...source, rows, analysis: { ...source.analysis, summary } });
    expect(text).toMatch(/8\.223638\b|8223\.638\b/);
    expect(text).not.toMatch(/\d\.\d{7}/);
  },
);

describe('a Chrome trace', () => {
  test('has each build and its steps; events of one lane do not overlap', async () => {
    const { traceEvents } = JSON.parse(printed('trace', await chartSourceOf({ rounds: 2 }))) as {
      traceEvents: { name: string; ph: string; tid: number; ts: number; dur: number }[];
    };
    const spans = traceEvents.filter(({ ph }) => ph === 'X');
    // 18 builds of three steps.
    expect(spans).toHaveLength(72);
    for (const lane of Map.groupBy(spans, ({ tid }) => tid).values()) {
      const sorted = lane.toSorted((a, b) => a.ts - b.ts);
      for (const [index, { ts }] of sorted.entries()) {
        const before = sorted[index - 1];
        if (before !== undefined) expect(before.ts + before.dur).toBeLessThanOrEqual(ts);
      }
    }
    expect(spans.every(({ ts, dur }) => Number.isInteger(ts) && Number.isInteger(dur))).toBe(true);
  });
});

test('JUnit: a cell is a case; one that failed fails with its reason, one that was never begun was skipped', async () => {
  const text = printed('junit', await broken());
  expect(text).toContain('<testsuites name="stagebench r1" tests="4" failures="1" errors="0"');
  expect(text).toContain('<testcase classname="go.single-stage" name="cold" time="12.005"/>');
  expect(text).toContain(
    '<failure type="failed" message="exit &lt;7&gt; &amp; &quot;so&quot;">exit &lt;7&gt; &amp; &quot;so&quot;\nlog</failure>',
  );
  expect(text).toContain('name="warm" time="0.000"><skipped/></testcase>');
});

test('each has an id and a place that no other one has', () => {
  expect(new Set(exporters.map(({ id }) => id)).size).toBe(exporters.length);
  expect(new Set(exporters.map(({ order }) => order)).size).toBe(exporters.length);
});
