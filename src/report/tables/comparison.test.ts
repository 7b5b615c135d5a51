import { describe, expect, test } from 'vitest';
import { exactPair } from '../../stats/compare/compare-exact.ts';
import type { RunsComparison } from '../../stats/compare/compare-runs.ts';
import { comparison } from '../../stats/compare/comparison.fixture.ts';
import { asTerminal } from '../terminal/as-terminal.ts';
import { comparisonTable } from './comparison.ts';

const same = { sizeBytes: exactPair([80_000_000], [80_000_000]) };
const row = (...parts: Parameters<typeof comparison>) => {
  const compared = comparison(...parts);
  return { ...compared, baseline: compared.cell };
};
const runs = (rows: RunsComparison['rows'], changes: Partial<RunsComparison> = {}): RunsComparison => ({
  ...{ isOneRun: false, rows, onlyA: [], onlyB: [] },
  ...changes,
});

describe('two runs in one table', () => {
  test('medians, ratio and verdict of every cell, and the control last', () => {
    const rows = [
      { ...row({}, {}, same), controlRatio: 1.039 },
      row({ scenario: 'warm' }, { verdict: { kind: 'same' } }, same),
      row({ scenario: 'edit-source' }, { verdict: { kind: 'needs', samples: 7 } }, same),
      comparison({ strategy: 'alpine' }, { verdict: { kind: 'none' } }, same),
    ];
    const control = comparison({}, { baselineMedianMs: 3000, medianMs: 3090, ratio: 1.03 }).time;
    expect(asTerminal(comparisonTable(runs(rows, { control }), []))).toMatchInlineSnapshot(`
      "cell                                        A       B  B ÷ A                    ÷ control
      ─────────────────────────────────────────────────────────────────────────────────────────
      go/slim/cold                           1.50 s  1.60 s  1.07 (1.05–1.09) slower       1.04
      go/slim/warm                           1.50 s  1.60 s  1.07 (1.05–1.09) ~               –
      go/slim/edit-source                    1.50 s  1.60 s  1.07, needs 7 samples            –
      go/single-stage/cold → go/alpine/cold  1.50 s  1.60 s  no samples                       –
      the control                            3.00 s  3.09 s  1.03 (1.05–1.09) slower
      "
    `);
  });

  test('few samples suggest no order, whatever their medians are divided by', () => {
    const few = { samples: 5, verdict: { kind: 'needs', samples: 6 } } as const;
    const rows = [{ ...row({}, few, same), controlRatio: 1.2 }];
    const control = comparison({}, { verdict: { kind: 'same' } }).time;
    expect(comparisonTable(runs(rows, { control }), []).rows[0]?.slice(3)).toEqual(['needs 6 samples', '–']);
  });

  test('what is exact has a column as soon as it differs in one row', () => {
    const rows = [row({}, {}, same), row({ scenario: 'warm' }, {}, { layers: exactPair([6], [5]) })];
    expect(comparisonTable(runs(rows), []).head).toEqual(['cell', 'A', 'B', 'B ÷ A', 'image', 'layers']);
    expect(comparisonTable(runs(rows), []).rows.map((texts) => texts.slice(4))).toEqual([
      ['=', '='],
      ['-50 %', '+1'],
    ]);
  });

  test('values that vary within one run are not compared', () => {
    const rows = [row({}, {}, { ...same, steps: exactPair([4, 5], [4]) })];
    expect(comparisonTable(runs(rows), []).rows[0]?.at(-1)).toBe('varies');
  });

  test('each row names the differences that concern it', () => {
    const rows = [row({}, {}, same), row({ app: 'node' }, {}, same)];
    const differences = [
      { kind: 'machine' as const, what: 'CPU', a: 'x', b: 'y' },
      { kind: 'base' as const, what: 'base node:24', a: '1', b: '2', apps: ['node'] },
      { kind: 'base' as const, what: 'base node:24-slim', a: '1', b: '2', apps: ['node'] },
    ];
    const table = comparisonTable(runs(rows), differences);
    expect(table.head.at(-1)).toBe('caveat');
    expect(table.rows.map((texts) => texts.at(-1))).toEqual(['CPU', 'CPU, bases']);
  });
});
