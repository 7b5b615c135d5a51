import type { Claim } from '../../src/domain/definitions/claim.ts';
import { article, exact, isAbove, isBelow, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'target-stage';

export const claim: Claim = {
  id: 'A12',
  order: 12,
  says: '`--target` builds one stage and what it needs, and nothing else.',
  madeIn: article,
  measuredBy: 'steps, and time, of a cold build of one file with and without `--target`',
  needs: [
    {
      apps: [app],
      strategies: ['target-none', 'target-last', 'target-runtime'],
      scenarios: ['cold'],
      rounds: 6,
    },
  ],
  control:
    '`--target` with the name of the last stage: as many steps as without it, and the times must be equal within 10 %',
  rule: 'Supported if no step behind the named stage is in the build, and it takes less time. It depends if only the steps are fewer. Else not supported.',
  sentences: {
    ...usualSentences,
    supported: 'True: what stands behind the named stage is not executed, and its time is saved.',
    'not-supported': 'Not true here: steps behind the named stage were executed.',
    depends:
      'It depends on what stands behind the stage: its steps are left out, but the build was not surely faster.',
  },
  decide: (evidence) => {
    const cellOf = (strategy: string) => ({ app, strategy, scenario: 'cold' });
    const total = (strategy: string) => evidence.build(cellOf(strategy)).steps_total ?? 0;
    const beyond = evidence.steps(cellOf('target-runtime')).filter(({ stage }) => stage === 'checked').length;
    const ratioOf = (strategy: string) =>
      evidence.timeRatio(cellOf(strategy), cellOf('target-none'), `${strategy} ÷ target-none`);
    const [ratio, control] = [ratioOf('target-runtime'), ratioOf('target-last')];
    const difference = total('target-last') - total('target-none');
    return {
      verdict: beyond > 0 ? 'not-supported' : isBelow(ratio, 1) ? 'supported' : 'depends',
      figures: [
        ratio,
        exact('target-none: steps', 'count', total('target-none')),
        exact('target-runtime: steps', 'count', total('target-runtime')),
      ],
      control: [control, exact('steps: target-last − target-none', 'count', difference)],
      isControlQuiet: difference === 0 && !isAbove(control, 1.1) && !isBelow(control, 0.9),
    };
  },
};
