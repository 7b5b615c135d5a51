import { gaussian } from '../../src/stats/noise.fixture.ts';
import { nightValue } from '../../src/stats/trend/night-value.ts';
import type { NightValues } from '../../src/stats/trend/detector/trend-detector.ts';
import type { Condition } from './conditions.ts';
import { definitionChanges } from './definition-changes.ts';
import { models, type Model } from './models.ts';

const apps = ['node', 'go', 'python'];
const strategies = ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless', 'scratch'];
const scenarios = ['cold', 'warm', 'edit-source', 'edit-deps'];

/** As many as the default suite has. */
export const seriesIds: readonly string[] = apps.flatMap((app) =>
  strategies.flatMap((strategy) => scenarios.map((scenario) => `${app}/${strategy}/${scenario}`)),
);
export const variantOf = (series: string): string => series.slice(0, series.lastIndexOf('/'));
export const variantIds: readonly string[] = [...new Set(seriesIds.map(variantOf))];

/** The control is frozen, and its median of three scatters less than a sample. */
const controlScatter = 0.015;

/** The nights of one world in which nothing gets slower: every series around 1 s, with the noise of a model. Seeded. */
export function* world(
  { model: place, samples, definitions }: Pick<Condition, 'model' | 'samples' | 'definitions'>,
  { seed, nights }: { seed: number; nights: number },
): Generator<NightValues> {
  const model = modelAt(place);
  const draw = gaussian(seed * 2 + 1);
  const made = model.begin(seed, seriesIds.length);
  const changes = definitions && definitionChanges(variantIds.length, nights, seed * 2 + 2);
  for (let night = 0; night < nights; night += 1) {
    const { machine, effect } = made.night();
    const logs: number[] = [];
    for (let series = 0; series < seriesIds.length; series += 1) {
      const { share, own } = made.answer(series);
      logs.push(share * effect + own + ownNoise(model, samples, draw));
    }
    const changed = seriesOf([...(changes?.[night] ?? [])].map((variant) => variantIds[variant] ?? ''));
    yield { ids: seriesIds, logs, machine, control: effect + controlScatter * draw(), changed };
  }
}

export function modelAt(place: number): Model {
  const model = models[place];
  if (model === undefined) throw new RangeError(`There is no model ${place}`);
  return model;
}

const nothing: ReadonlySet<string> = new Set();

export const seriesOf = (variants: readonly string[]): ReadonlySet<string> =>
  variants.length === 0 ? nothing : new Set(seriesIds.filter((id) => variants.includes(variantOf(id))));

/** A night in which these series take so much longer, 1.1: by 10 %. */
export const slowed = (night: NightValues, series: ReadonlySet<string>, ratio: number): NightValues => ({
  ...night,
  logs: night.logs.map((log, place) => (series.has(night.ids[place] ?? '') ? log + Math.log(ratio) : log)),
});

/** Log of the night's value of samples that scatter around 1. */
function ownNoise({ scatter, isOfNight }: Model, samples: number, draw: () => number): number {
  if (isOfNight) return scatter * draw();
  const centre = nightValue(Array.from({ length: samples }, () => Math.exp(scatter * draw())));
  return Math.log(centre ?? 1);
}
