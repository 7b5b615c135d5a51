import {
  seriesKey,
  type History,
  type Night,
  type Pins,
  type Point,
  type Series,
} from '../../record/history/history.ts';
import { gaussian } from '../noise.fixture.ts';

export const madePins = (changes: Partial<Pins> = {}): Pins => ({
  ...{ definition: 'd1', base: 'b1', lockfile: 'l1', commit: 'c1', engine: '28', buildx: '0.25' },
  ...{ kernel: '6.12', cpu_model: 'A', image_store: 'graphdriver', cold_method: '' },
  ...changes,
});

const pinsOfChanges = new Map<string, Pins>();

/** As those of a history that was read: rows that have the same share them. */
function shared(changes: Partial<Pins> = {}): Pins {
  const name = JSON.stringify(changes);
  const known = pinsOfChanges.get(name) ?? madePins(changes);
  pinsOfChanges.set(name, known);
  return known;
}

/** What is planted in a series in a night. */
export interface Planted {
  /** Time ÷ usual time. */
  readonly ratio?: number;
  readonly pins?: Partial<Pins>;
  readonly failed?: true;
}

/** The names whose combinations are its cells. */
export interface MadeCells {
  readonly apps: readonly string[];
  readonly strategies: readonly string[];
  readonly scenarios: readonly string[];
}
const twelve: MadeCells = {
  apps: ['go', 'node'],
  strategies: ['slim', 'alpine', 'scratch'],
  scenarios: ['cold', 'warm'],
};
const firstNight = Date.UTC(2026, 0, 1, 2);
const day = 86_400_000;

/** Nights of 12 cells (or others) that scatter by 1 %, on a machine that has good and bad nights of 2 %. Seeded. */
export function madeHistory(
  count: number,
  planted: (cell: string, night: number) => Planted = () => ({}),
  seed = 7,
  { apps, strategies, scenarios }: MadeCells = twelve,
): History {
  const draw = gaussian(seed);
  const nights = Array.from({ length: count }, (_, index): Night => ({
    runId: `n${index}`,
    at: new Date(firstNight + index * day).toISOString(),
  }));
  const cells = apps.flatMap((app) =>
    strategies.flatMap((strategy) => scenarios.map((scenario) => ({ app, strategy, scenario }))),
  );
  // Night by night: a longer history begins with the shorter one of the same seed.
  const noise = nights.map(() => {
    const machine = 0.02 * draw();
    return {
      control: 500 * Math.exp(machine + 0.01 * draw()),
      own: cells.map(() => Math.exp(machine + 0.01 * draw())),
    };
  });
  const series = cells.map((cell, place): Series => {
    const id = `${cell.app}/${cell.strategy}/${cell.scenario}`;
    const points = nights.map((night, index): Point => {
      const { ratio = 1, pins, failed } = planted(id, index);
      const value = 1000 * ratio * (noise[index]?.own[place] ?? NaN);
      return {
        night,
        value: failed ? NaN : value,
        state: failed ? 'failed' : 'built',
        samples: 5,
        pins: shared(pins),
      };
    });
    return { ...cell, metric: 'wall_ms', points };
  });
  const controls = new Map(nights.map(({ runId }, index) => [runId, noise[index]?.control ?? NaN]));
  return { nights, controls, series: new Map(series.map((one) => [seriesKey(one), one])) };
}
