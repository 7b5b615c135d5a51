import { formatMs } from '../../domain/units.ts';
import { plantedCosts, type PlantedCost } from '../../stats/compare/planted-costs.ts';
import { measuredOn } from '../provenance/measured-where.ts';
import type { ShownTable, Table } from '../table.ts';

/** Where the time of a planted step goes, by the builder's own times of each step. */
export const table: Table<'steps'> = {
  ...{ id: 'planted-cost', from: 'steps' },
  about: 'where the time of a planted step goes',
  show: ({ manifest, builds, steps }) => [
    {
      caption: `${measuredOn(manifest)}; run ${manifest.runId}.`,
      ...plantedCostTable(plantedCosts(manifest, builds, steps)),
    },
  ],
};

const head = ['variant', 'sleep', 'around it', 'export', 'other steps', 'in all', 'of the build'];

/** What planted sleeps cost beyond themselves: one line each, whose parts add up to the whole. */
export const plantedCostTable = (costs: readonly PlantedCost[]): ShownTable => ({
  cells: {
    head,
    rows: costs.map(({ variant, sleepMs, stepMs, exportMs, buildMs, baselineMs }) => [
      variant,
      formatMs(sleepMs),
      signed(stepMs - sleepMs),
      signed(exportMs),
      signed(buildMs - stepMs - exportMs),
      signed(buildMs),
      `${((100 * buildMs) / baselineMs).toFixed(1)} %`,
    ]),
    right: head.map((name) => name !== 'variant'),
  },
  footnotes: costs.map(sentence),
});

/** The sum again, in shares of the build: what the ratio of the table above consists of. */
function sentence({ variant, sleepMs, stepMs, exportMs, buildMs, baselineMs }: PlantedCost): string {
  const share = (ms: number): string => `${ms < 0 ? '−' : '+'} ${Math.abs(ms / baselineMs).toFixed(3)}`;
  const parts = [sleepMs, stepMs - sleepMs, exportMs, buildMs - stepMs - exportMs].map(share).join(' ');
  return `${variant}: 1 ${parts} = ${(1 + buildMs / baselineMs).toFixed(3)}`;
}

const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatMs(Math.abs(ms))}`;
