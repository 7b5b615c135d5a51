import type { Strategy } from '../../src/domain/definitions/strategy.ts';
import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

/** Built under two names: how often it is an alarm is how often this machine is wrong. */
const usual = 'slim';

const suiteOf = (twice: string): Suite => ({
  id: 'nightly',
  order: 4,
  title: `every strategy in every scenario, and ${twice} under two names: for the history of nights`,
  rounds: 5,
  arms: (strategy) =>
    strategy.id === twice
      ? [
          armOf(strategy),
          armOf(strategy, {
            id: `${twice}-again`,
            title: `${strategy.title}, once more`,
            baseline: twice,
          }),
        ]
      : [armOf(strategy)],
});

/** A project may have another variant of the name that the twin would have. */
function twiceOf(variants: readonly Strategy[]): string {
  const ids = variants.map(({ id }) => id);
  const free = ids.filter((id) => !ids.includes(`${id}-again`));
  return free.includes(usual) ? usual : (free[0] ?? '');
}

export const suite: Suite = { ...suiteOf(usual), ofProject: (variants) => suiteOf(twiceOf(variants)) };
