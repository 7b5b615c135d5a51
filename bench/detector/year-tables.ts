import type { SimulationTable } from '../../src/report/table.ts';
import { commonRules, ruleNames } from './common-rules.ts';
import { conditionName, isUsual, quietYears, sampleSizes, type Condition } from './conditions.ts';
import { models } from './models.ts';
import type { Counts, QuietYear } from './quiet-year.ts';
import { seriesIds, variantIds } from './worlds.ts';

/** What the worlds of each condition have given. */
export type Years = ReadonlyMap<Condition, readonly QuietYear[]>;

type Rate = (condition: Condition) => number | null;

const ways = ['up', 'down'] as const satisfies (keyof Counts)[];
const wayName = { up: 'slower', down: 'faster' } as const;

/** Those whose false alarms the common rules are held against. */
export const isCompared = (condition: Condition): boolean =>
  isUsual(condition) || condition.definitions !== undefined;

/** False alarms, and what else is told where nothing gets slower. Worlds of each condition, and those of the slowest common rule. */
export function yearTables(
  years: Years,
  worlds: number,
  worldsOfSlowest: number,
): Record<string, SimulationTable> {
  const rate =
    (of: (year: QuietYear) => number, a = seriesIds.length): Rate =>
    (condition) =>
      rateOf(years.get(condition) ?? [], of, a);
  const common = commonRules.map((_, rule): Rate => (condition) => {
    const known = (years.get(condition) ?? []).filter((year) => year.common[rule] !== undefined);
    return rateOf(known, (year) => year.common[rule]?.up ?? NaN, seriesIds.length);
  });
  const behind = `${worlds * seriesIds.length} series-years each line`;
  const table = (columns: readonly (readonly [head: string, rate: Rate])[]): SimulationTable => ({
    ...{ unit: 'rate', behind, heads: columns.map(([head]) => head) },
    rows: quietYears.filter(isCompared).map((condition) => ({
      name: conditionName(condition),
      values: columns.map(([, value]) => value(condition)),
    })),
  });
  const byRule = [rate(({ cells }) => cells.up), ...common].map(
    (value, rule) => [ruleNames[rule] ?? '', value] as const,
  );
  return {
    'false-slowdowns': {
      ...table(byRule),
      behind: `${behind}; of ${ruleNames.at(-1)} ${worldsOfSlowest * seriesIds.length}`,
    },
    'false-by-samples': {
      ...{ unit: 'rate', behind },
      heads: ways.flatMap((way) => sampleSizes.map((samples) => `${wayName[way]}, ${samples} samples`)),
      rows: models.map(({ name }, model) => ({
        name,
        values: ways.flatMap((way) =>
          sampleSizes.map((samples) => {
            const condition = quietYears.find(
              (one) => one.model === model && one.samples === samples && one.definitions === undefined,
            );
            return condition === undefined ? null : rate(({ cells }) => cells[way])(condition);
          }),
        ),
      })),
    },
    'false-by-kind': {
      ...table([
        ['suspected slowdowns', rate(({ suspected }) => suspected)],
        ...ways.map(
          (way) =>
            [`a variant ${wayName[way]}`, rate(({ variants }) => variants[way], variantIds.length)] as const,
        ),
        ...ways.map((way) => [`all ${wayName[way]}`, rate(({ family }) => family[way], 1)] as const),
      ]),
      behind: `${worlds * seriesIds.length} series-years, ${worlds * variantIds.length} variant-years, or ${worlds} years of all, each line`,
    },
    'false-when-built-again': table([
      ['built again', rate(({ asked }) => asked)],
      ['seemed slower', rate(({ shown }) => shown)],
    ]),
  };
}

const rateOf = (worlds: readonly QuietYear[], of: (year: QuietYear) => number, a: number): number =>
  worlds.map(of).reduce((sum, count) => sum + count, 0) / (worlds.length * a);
