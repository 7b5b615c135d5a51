import type { Claim } from '../../src/domain/definitions/claim.ts';
import { article, exact, figuresOf, isAbove, isBelow, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'small-node';
const more = ['stages-4', 'stages-5'];

export const claim: Claim = {
  id: 'A15',
  order: 15,
  says: 'Two or three stages are enough; more stages add nothing but complexity.',
  madeIn: article,
  measuredBy:
    'size, cached steps after an edit of the sources, and time of a cold build and of that edit, of one app in 1 to 5 stages',
  needs: [
    {
      apps: [app],
      strategies: ['stages-1', 'stages-2', 'stages-3', 'stages-3-again', ...more],
      scenarios: ['cold', 'edit-source'],
      rounds: 6,
    },
  ],
  control:
    'the Dockerfile with 3 stages under another name: the same bytes within 1 %, as many cached steps, and times that are equal within 10 %',
  rule: 'More stages add something if 4 or 5 of them are more than 1 % smaller, re-run fewer steps after an edit, or are surely more than 5 % faster than 3. Supported if they add nothing, and 2 or 3 stages are smaller than 1. Not supported if 2 or 3 stages are not smaller. Else it depends on what is asked.',
  sentences: {
    ...usualSentences,
    supported:
      'True for this app: 4 and 5 stages are neither smaller nor faster than 3, and re-run as many steps.',
    'not-supported': 'Not true here: 2 or 3 stages are not smaller than 1.',
    depends: 'It depends on what is asked: more than 3 stages gain {gains}.',
  },
  decide: (evidence) => {
    const sizeOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the size', ({ size_bytes }) => size_bytes);
    const rerun = (strategy: string) =>
      evidence.steps({ app, strategy, scenario: 'edit-source' }).filter(({ cached }) => cached === false)
        .length;
    const times = (strategy: string) =>
      ['cold', 'edit-source'].map((scenario) =>
        evidence.timeRatio(
          { app, strategy, scenario },
          { app, strategy: 'stages-3', scenario },
          `${scenario}: ${strategy} ÷ stages-3`,
        ),
      );
    const size = (strategy: string) => sizeOf(strategy) / sizeOf('stages-3');
    const control = times('stages-3-again');
    const gains = [
      ...(more.some((strategy) => size(strategy) < 0.99) ? ['bytes'] : []),
      ...(more.some((strategy) => rerun(strategy) < rerun('stages-3')) ? ['cached steps'] : []),
      ...(more.flatMap(times).some((ratio) => isBelow(ratio, 0.95)) ? ['time'] : []),
    ];
    const isEnough = ['stages-2', 'stages-3'].some((strategy) => sizeOf(strategy) < sizeOf('stages-1'));
    return {
      verdict: !isEnough ? 'not-supported' : gains.length === 0 ? 'supported' : 'depends',
      figures: figuresOf([
        ...['stages-5', 'stages-4', 'stages-2', 'stages-1'].map((strategy) =>
          exact(`size: ${strategy} ÷ stages-3`, 'ratio', size(strategy)),
        ),
        ...['stages-1', 'stages-2', 'stages-3', ...more].map((strategy) =>
          exact(`edit-source: steps that ${strategy} re-runs`, 'count', rerun(strategy)),
        ),
        ...['stages-1', 'stages-2', ...more].flatMap(times),
      ]),
      control: figuresOf([
        exact('size: stages-3-again ÷ stages-3', 'ratio', size('stages-3-again')),
        ...control,
      ]),
      isControlQuiet:
        Math.abs(size('stages-3-again') - 1) <= 0.01 &&
        rerun('stages-3-again') === rerun('stages-3') &&
        control.every((ratio) => !isAbove(ratio, 1.1) && !isBelow(ratio, 0.9)),
      words: { gains: gains.join(' and ') },
    };
  },
};
