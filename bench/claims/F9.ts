import type { Claim } from '../../src/domain/definitions/claim.ts';
import { exact, folklore, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'dead-stage';

export const claim: Claim = {
  id: 'F9',
  order: 27,
  says: 'BuildKit does not execute a stage that nothing needs.',
  madeIn: folklore,
  measuredBy: 'steps of a stage that fails if it is executed, in a cold build',
  needs: [
    { apps: [app], strategies: ['no-dead-stage', 'dead-stage', 'dead-stage-used'], scenarios: ['cold'] },
  ],
  control:
    'the same stage, copied from: that build must fail, or the stage would show nothing. And the file without the stage has as many steps',
  rule: 'Supported if the file with the unused stage is built and no step of the stage is in it. Else not supported.',
  sentences: {
    ...usualSentences,
    supported: 'True: a stage that would fail does no harm as long as nothing copies from it.',
    'not-supported': 'Not true here: the unused stage was executed.',
    depends: 'It depends.',
  },
  decide: (evidence) => {
    const cellOf = (strategy: string) => ({ app, strategy, scenario: 'cold' });
    const stepsOf = (strategy: string) => evidence.steps(cellOf(strategy));
    const isBuilt = evidence.ending({ app, strategy: 'dead-stage' }).state === 'built';
    const executed = isBuilt ? stepsOf('dead-stage').filter(({ stage }) => stage === 'dead').length : 1;
    const hasFailed = evidence.ending({ app, strategy: 'dead-stage-used' }).state === 'failed';
    const total = (strategy: string) => evidence.build(cellOf(strategy)).steps_total ?? 0;
    const more = isBuilt ? total('dead-stage') - total('no-dead-stage') : 0;
    return {
      verdict: executed === 0 ? 'supported' : 'not-supported',
      figures: [exact('executed steps of the unused stage', 'count', executed)],
      control: [
        exact('failed builds where the stage is used', 'count', hasFailed ? 1 : 0),
        exact('steps more than without the stage', 'count', more),
      ],
      isControlQuiet: hasFailed && more === 0,
    };
  },
};
