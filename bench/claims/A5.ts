import type { Claim } from '../../src/domain/definitions/claim.ts';
import { pullOf, pullOnBaseOf, startOf, transferOf } from '../../src/stats/claims/image-figures.ts';
import {
  article,
  exact,
  figuresOf,
  medianOf,
  overall,
  usualSentences,
} from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
/** How often an image is pulled onto each engine, and how often it is started. */
const [pulls, starts] = [3, 5];

export const claim: Claim = {
  id: 'A5',
  order: 5,
  says: 'A single-stage image is slow to pull and to deploy, a multi-stage one fast.',
  madeIn: article,
  measuredBy:
    'bytes that travel; time of a pull onto a node without any image, and onto one that has the base; time from the start to the first answer',
  needs: [
    { apps, strategies: ['single-stage', 'multi-stage', 'slim'], scenarios: ['cold'], extras: ['transfer'] },
  ],
  control:
    'Onto a node that has the base, multi-stage and slim bring the same files of the app: their pulls must take about as long, though one image is several times as large.',
  rule: 'It holds for a step of the deployment if slim takes at most half the time of single-stage in every language. Supported if it holds for pulls and start, not supported if for none. The control is quiet within a factor of 1.5.',
  sentences: {
    ...usualSentences,
    supported: 'Each step of the deployment takes at most half the time: {holds}.',
    'not-supported': 'No step of the deployment takes half the time: {fails}.',
    depends: 'It depends on the step. At most half the time: {holds}. Not so: {fails}.',
  },
  decide: (evidence) => {
    const steps = {
      'pull onto an empty node': { of: pullOf, samples: pulls },
      'pull onto a node that has the base': { of: pullOnBaseOf, samples: pulls },
      start: { of: startOf, samples: starts },
    };
    const ratios = Object.entries(steps).flatMap(([name, { of, samples }]) =>
      apps.map((app) => {
        const time = (strategy: string): number => of(evidence, { app, strategy });
        return { name, app, samples, ratio: time('single-stage') / time('slim') };
      }),
    );
    const cases = Object.keys(steps).map((name) => ({
      name,
      holds: ratios.every((one) => one.name !== name || one.ratio >= 2),
    }));
    const bytes = apps.map((app) => {
      const travels = (strategy: string): number => transferOf(evidence, { app, strategy });
      return exact(
        `${app}: bytes of single-stage ÷ of slim`,
        'ratio',
        travels('single-stage') / travels('slim'),
      );
    });
    const control = apps.map((app) => {
      const time = (strategy: string): number => pullOnBaseOf(evidence, { app, strategy });
      const what = `${app}: multi-stage ÷ slim, pulled onto their bases`;
      return medianOf(what, 'ratio', time('multi-stage') / time('slim'), pulls);
    });
    return {
      ...overall(cases),
      figures: figuresOf([
        ...ratios.map(({ name, app, samples, ratio }) =>
          medianOf(`${app}: ${name}, single-stage ÷ slim`, 'ratio', ratio, samples),
        ),
        ...bytes,
      ]),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => value < 1.5 && value > 1 / 1.5),
    };
  },
};
