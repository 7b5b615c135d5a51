import type { Claim } from '../../src/domain/definitions/claim.ts';
import { answered } from '../../src/stats/claims/answered.ts';
import {
  article,
  exact,
  figuresOf,
  isAbove,
  isBelow,
  overall,
  usualSentences,
} from '../../src/stats/claims/rules.ts';

const app = 'two-works';
const works = ['waiting', 'working'] as const;
const shapes = ['sequence', 'parallel', 'one-stage'] as const;

export const claim: Claim = {
  id: 'A13',
  order: 13,
  says: 'BuildKit executes stages that do not need each other at the same time, and so cuts the total time.',
  madeIn: article,
  measuredBy:
    'time of a cold build of two stages against the same steps one after the other; time of all steps ÷ time in which they ran',
  needs: [
    {
      apps: [app],
      strategies: works.flatMap((work) => shapes.map((shape) => `${work}-${shape}`)),
      scenarios: ['cold'],
      rounds: 6,
    },
  ],
  control:
    'one stage with both steps against two stages of which the second is FROM the first: both run one after the other, so their times must be equal within 10 %',
  rule: 'For steps that wait and for steps that compute: it holds if the parallel build takes surely less than 0.9 of the time of the sequence. Supported if it holds for both, not supported if for none; else it depends on which.',
  sentences: {
    ...usualSentences,
    supported: 'True: two stages take less time side by side, whether their steps wait or compute.',
    'not-supported': 'Not true here: side by side the two stages took as long as one after the other.',
    depends:
      'It depends on what the steps do. It holds for steps that are {holds}, and not for steps that are {fails}: they share the processors of this machine.',
  },
  decide: (evidence) => {
    const cellOf = (strategy: string) => ({ app, strategy, scenario: 'cold' });
    const ratioOf = (work: string, shape: string) =>
      evidence.timeRatio(
        cellOf(`${work}-${shape}`),
        cellOf(`${work}-sequence`),
        `${work}: ${shape} ÷ sequence`,
      );
    const each = works.map((work) => ({
      work,
      ratio: ratioOf(work, 'parallel'),
      control: ratioOf(work, 'one-stage'),
      overlap: answered(
        evidence.build(cellOf(`${work}-parallel`)).parallelism,
        `${app}/${work}-parallel: how much the steps overlap`,
      ),
    }));
    return {
      ...overall(each.map(({ work, ratio }) => ({ name: work, holds: isBelow(ratio, 0.9) }))),
      figures: figuresOf([
        ...each.map(({ ratio }) => ratio),
        ...each.map(({ work, overlap }) =>
          exact(`${work}: time of all steps ÷ time in which they ran`, 'ratio', overlap),
        ),
      ]),
      control: figuresOf(each.map(({ control }) => control)),
      isControlQuiet: each.every(({ control }) => !isAbove(control, 1.1) && !isBelow(control, 0.9)),
    };
  },
};
