import { gaussian } from '../../src/stats/noise.fixture.ts';
import { nightValue } from '../../src/stats/trend/night-value.ts';
import type { NightValues } from '../../src/stats/trend/detector/trend-detector.ts';
import type { Model } from './models.ts';

const apps = ['node', 'go', 'python'];
const strategies = ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless', 'scratch'];
const scenarios = ['cold', 'warm', 'edit-source', 'edit-deps'];

/** As many as the default suite has. */
export const seriesIds: readonly string[] = apps.flatMap((app) =>
  strategies.flatMap((strategy) => scenarios.map((scenario) => `${app}/${strategy}/${scenario}`)),
);
export const variantOf = (series: string): string => series.slice(0, series.lastIndexOf('/'));

/** The control is frozen, and its median of three scatters less than a sample. */
const controlScatter = 0.015;

/** A step that is put into some series from a night on. */
export interface Step {
  readonly series: ReadonlySet<string>;
  readonly fromNight: number;
  /** 1.1: 10 % slower. */
  readonly ratio: number;
}

/** The nights of one world: every series around 1 s, with the noise of a model and a step if there is one. Seeded. */
export function* world(
  model: Model,
  { seed, samples, nights, step }: { seed: number; samples: number; nights: number; step?: Step },
): Generator<NightValues> {
  const draw = gaussian(seed * 2 + 1);
  const made = model.begin(seed, seriesIds.length);
  for (let night = 0; night < nights; night += 1) {
    const { machine, effect } = made.night();
    const logs: number[] = [];
    for (const [place, id] of seriesIds.entries()) {
      const { share, own } = made.answer(place);
      const shift = step?.series.has(id) === true && night >= step.fromNight ? Math.log(step.ratio) : 0;
      logs.push(share * effect + own + shift + ownNoise(model, samples, draw));
    }
    yield { ids: seriesIds, logs, machine, control: effect + controlScatter * draw(), changed: new Set() };
  }
}

/** Log of the night's value of samples that scatter around 1. */
function ownNoise({ scatter, isOfNight }: Model, samples: number, draw: () => number): number {
  if (isOfNight) return scatter * draw();
  const centre = nightValue(Array.from({ length: samples }, () => Math.exp(scatter * draw())));
  return Math.log(centre ?? 1);
}
