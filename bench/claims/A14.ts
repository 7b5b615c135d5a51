import type { Claim, Figure } from '../../src/domain/definitions/claim.ts';
import {
  article,
  figuresOf,
  isAbove,
  isBelow,
  overall,
  usualSentences,
} from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
/** What is still "slightly" slower, and what is no difference. */
const [slightly, none] = [1.25, 0.01];

export const claim: Claim = {
  id: 'A14',
  order: 14,
  says: 'The first multi-stage build may be slightly slower; later builds are generally faster.',
  madeIn: article,
  measuredBy:
    'time of a build, multi-stage ÷ single-stage on the same bases: cold, after an edit of the sources, after an edit of the dependencies',
  needs: [
    {
      ...{ apps, strategies: ['single-stage', 'multi-stage'], rounds: 7 },
      scenarios: ['cold', 'warm', 'edit-source', 'edit-deps'],
    },
  ],
  control:
    'Built again with nothing changed, everything comes from the cache: both must take the same, within 15 %.',
  rule: 'It holds for a language if the first build is not surely more than 25 % slower and both kinds of later builds are surely faster. Supported if it holds for all, not supported if for none.',
  sentences: {
    ...usualSentences,
    supported:
      'It holds for {holds}. First builds take {cold} of the time, after an edit of the sources {later}.',
    'not-supported':
      'It holds for none of {fails}. First builds take {cold} of the time, after an edit of the sources {later}.',
    depends:
      'It depends on the language: it holds for {holds}, and not for {fails}. First builds take {cold} of the time, after an edit of the sources {later}.',
  },
  decide: (evidence) => {
    const ratio = (app: string, scenario: string) =>
      evidence.timeRatio(
        { app, strategy: 'multi-stage', scenario },
        { app, strategy: 'single-stage', scenario },
        `${app}: ${scenario}, multi-stage ÷ single-stage`,
      );
    const figures = (scenario: string) => apps.map((app) => ratio(app, scenario));
    const [cold, source, deps, warm] = [
      figures('cold'),
      figures('edit-source'),
      figures('edit-deps'),
      figures('warm'),
    ] as const;
    const cases = apps.map((name, index) => {
      const isFaster = (one: Figures): boolean => one[index] !== undefined && isBelow(one[index], 1 - none);
      const first = cold[index];
      const isSlow = first === undefined || isAbove(first, slightly);
      return { name, holds: !isSlow && isFaster(source) && isFaster(deps) };
    });
    const { verdict, words } = overall(cases);
    const told = (figures: Figures): string =>
      figures.map(({ value }, index) => `${Math.round(100 * value)} % (${apps[index]})`).join(', ');
    return {
      verdict,
      words: { ...words, cold: told(cold), later: told(source) },
      figures: figuresOf([...source, ...cold, ...deps]),
      control: figuresOf(warm),
      isControlQuiet: warm.every(({ value }) => value > 1 / 1.15 && value < 1.15),
    };
  },
};

type Figures = readonly Figure[];
