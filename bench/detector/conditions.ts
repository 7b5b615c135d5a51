import type { DefinitionChanges } from './definition-changes.ts';
import { models } from './models.ts';

/** What a world is like. */
export interface Condition {
  /** Its place among the models. */
  readonly model: number;
  readonly samples: number;
  /** Nights before a step. */
  readonly history: number;
  readonly definitions?: DefinitionChanges;
}

export const sampleSizes = [3, 5, 10] as const;
/** As many rounds as the suite `nightly` has. */
const usual = 5;
const history = 120;
const longHistory = 220;

const place = (name: string): number => models.findIndex((model) => model.name === name);
const cv5 = place('CV 5 %');
const wholeNight = place('CV 5 % of the whole night');
const places = models.map((_, model) => model);
// More samples do not help where the scatter is the night's.
const sizesOf = (model: number): readonly number[] =>
  models[model]?.isOfNight === true ? [usual] : sampleSizes;

/** Of which a year is looked at, in which nothing gets slower. */
export const quietYears: readonly Condition[] = [
  ...places.flatMap((model) => sizesOf(model).map((samples) => ({ model, samples, history }))),
  { model: cv5, samples: usual, history, definitions: 'between' },
];

/** In which steps are looked for. */
export const stepWorlds: readonly Condition[] = [
  ...places.map((model) => ({ model, samples: usual, history })),
  ...[3, 10].map((samples) => ({ model: cv5, samples, history })),
  { model: wholeNight, samples: usual, history: longHistory },
  { model: cv5, samples: usual, history, definitions: 'between' },
  { model: cv5, samples: usual, history, definitions: 'with-step' },
];

export const isUsual = ({ samples, history: nights, definitions }: Condition): boolean =>
  samples === usual && nights === history && definitions === undefined;

export function conditionName({ model, samples, history: nights, definitions }: Condition): string {
  const of = models[model];
  return [
    of?.name ?? '',
    ...(of?.isOfNight === true ? [] : [`${samples} samples`]),
    ...(nights === history ? [] : [`${nights} nights before`]),
    ...(definitions === undefined ? [] : [definitionWords[definitions]]),
  ].join(', ');
}

const definitionWords: Readonly<Record<DefinitionChanges, string>> = {
  between: 'definitions change',
  'with-step': 'a definition changes with the step',
};
