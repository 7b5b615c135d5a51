import type { SimulationTable } from '../../src/report/table.ts';
import { commonRules } from './common-rules.ts';
import { conditionName, isUsual, stepWorlds, type Condition } from './conditions.ts';
import { models } from './models.ts';
import { ratios, within, type Steps, type StepWorld } from './steps.ts';

/** What the worlds of each condition have given. */
export type Found = ReadonlyMap<Condition, readonly StepWorld[]>;

type Row = SimulationTable['rows'][number];

const modelName = ({ model }: Condition): string => models[model]?.name ?? '';
/** Those that a reader needs first: of 5 %, from samples or from nights. */
const isMain = (condition: Condition): boolean =>
  (modelName(condition) === 'CV 5 %' && condition.definitions === undefined) ||
  (modelName(condition) === 'CV 5 % of the whole night' && isUsual(condition));
const main = stepWorlds
  .filter(isMain)
  .toSorted((one, other) => one.model - other.model || one.samples - other.samples);
const others = stepWorlds.filter((condition) => !isMain(condition));
const hardest = stepWorlds.filter(
  (condition) => isUsual(condition) && ['CV 10 %', 'CV 5 % and spikes'].includes(modelName(condition)),
);

const stepName = (ratio: number): string =>
  `${ratio > 1 ? '+' : '−'}${Math.round(Math.abs(ratio - 1) * 100)} %`;
const nightHeads = within.map((nights) => (nights === 1 ? 'in the first night' : `within ${nights} nights`));
const share = (nights: readonly number[], limit: number): number =>
  nights.filter((night) => night <= limit).length / nights.length;
const byNight = (name: string, nights: readonly number[]): Row => ({
  name,
  values: within.map((limit) => share(nights, limit)),
});

/** How soon steps are found, of so many each line. */
export function stepTables(found: Found, count: number): Record<string, SimulationTable> {
  const behind = `${count} steps each line`;
  const worldsOf = (condition: Condition): readonly StepWorld[] => found.get(condition) ?? [];
  const stepsOf = (condition: Condition, ratio: number): readonly Steps[] =>
    worldsOf(condition).flatMap(({ ofSeries }) => ofSeries.filter((one) => one.ratio === ratio));
  const byStep = (
    conditions: readonly Condition[],
    of: readonly number[],
    which: 'found' | 'shown',
  ): SimulationTable => ({
    ...{ unit: 'share', behind, heads: nightHeads },
    rows: of.flatMap((ratio) =>
      conditions.map((condition) =>
        byNight(
          `${stepName(ratio)}, ${conditionName(condition)}`,
          stepsOf(condition, ratio).flatMap((one) => one[which]),
        ),
      ),
    ),
  });
  const besideOthers = (ratio: number, limit: number): SimulationTable => ({
    ...{ unit: 'share', behind },
    rows: stepWorlds.filter(isUsual).map((condition) => {
      const all = stepsOf(condition, ratio);
      const ours = all.flatMap((one) => one.found);
      const theirs = commonRules.map((_, rule) => all.flatMap((one) => one.common[rule] ?? []));
      return {
        name: conditionName(condition),
        values: [ours, ...theirs].map((nights) => share(nights, limit)),
      };
    }),
  });
  return {
    'found-by-night': byStep(main, ratios, 'found'),
    'found-20-in-3': besideOthers(1.2, 3),
    'found-10-in-7': besideOthers(1.1, 7),
    'found-in-others': byStep(others, ratios, 'found'),
    'found-of-variants': {
      ...{ unit: 'share', behind, heads: nightHeads },
      rows: stepWorlds.filter(isUsual).map((condition) =>
        byNight(
          conditionName(condition),
          worldsOf(condition).flatMap(({ ofVariants }) => ofVariants),
        ),
      ),
    },
    'change-nights': {
      ...{ unit: 'share', behind: `${behind}; those of them that were found within 14 nights` },
      heads: ratios.map(stepName),
      rows: [...main, ...others].map((condition) => ({
        name: conditionName(condition),
        values: ratios.map((ratio) => nearShare(stepsOf(condition, ratio))),
      })),
    },
    'shown-when-built-again': byStep(
      [...main, ...hardest],
      ratios.filter((ratio) => ratio > 1),
      'shown',
    ),
  };
}

/** Of the steps that were found, those with the right change night; null if none was. */
function nearShare(steps: readonly Steps[]): number | null {
  const found = steps.flatMap((one) => one.found).filter(Number.isFinite).length;
  return found === 0 ? null : steps.reduce((sum, { near }) => sum + near, 0) / found;
}
