import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { History } from './history.ts';
import { historyHead } from './year/fields-of.ts';

/** Writes a history as the nights would have, one by one. None of its texts has a comma. */
export function writeHistory(folder: string, { series, controls }: History): void {
  mkdirSync(folder, { recursive: true });
  const rows = [...series.values()].flatMap(({ app, strategy, scenario, metric, points }) =>
    points.map(({ night, value, samples, state, pins }) => {
      const number = (one: number): string => (Number.isNaN(one) ? '' : String(Number(one.toFixed(3))));
      const { definition, base, lockfile, commit, engine, buildx, kernel } = pins;
      const text = typeof value === 'number' ? number(value) : value;
      return [
        ...[night.at, night.runId, app, strategy, scenario, metric, text, '', '', number(samples), state],
        ...[
          '0',
          number(controls.get(night.runId) ?? NaN),
          definition,
          base,
          lockfile,
          commit,
          engine,
          buildx,
          kernel,
        ],
        ...[pins.cpu_model, pins.image_store, pins.cold_method],
      ];
    }),
  );
  for (const [year, some] of Map.groupBy(rows, ([at = '']) => at.slice(0, 4))) {
    const lines = some.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)).map((row) => row.join(','));
    writeFileSync(path.join(folder, `${year}.csv`), `${historyHead}${lines.join('\n')}\n`);
  }
}
