import type { Claim } from '../../src/domain/definitions/claim.ts';
import { growthPower, type Point } from '../../src/stats/claims/correlation.ts';
import { pullOf, pullOnBaseOf, transferOf } from '../../src/stats/claims/image-figures.ts';
import { figuresOf, folklore, medianOf, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const strategies = ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless', 'scratch'] as const;

export const claim: Claim = {
  id: 'F2',
  order: 20,
  says: 'The time of a pull is proportional to the size of the image.',
  madeIn: folklore,
  measuredBy:
    'time of a pull onto an empty engine against the bytes that travel, over all variants: by which power the time grows',
  needs: [{ apps, strategies, scenarios: ['cold'], extras: ['transfer'] }],
  control:
    'Onto a node that has the base, multi-stage and slim bring the same files: with several times the size, their pulls must take about as long (within a factor of 1.5).',
  rule: 'Proportional is a power of 1. Supported if the interval of the power lies within 0.8 to 1.25. Not supported if it lies wholly outside. Not decided if it is wider.',
  sentences: {
    ...usualSentences,
    supported:
      'The time grows with the power {power} of the bytes that travel: twice the bytes take {twice} times as long.',
    'not-supported':
      'The time grows with the power {power} of the bytes that travel: twice the bytes take {twice} times as long.',
    depends: 'It depends on the image.',
  },
  decide: (evidence) => {
    const points = apps.flatMap((app) =>
      strategies.map((strategy): Point => {
        const variant = { app, strategy };
        return { x: transferOf(evidence, variant), y: pullOf(evidence, variant) };
      }),
    );
    const power = growthPower('power by which the time grows with the bytes', points);
    const { low = -Infinity, high = Infinity } = power.interval ?? {};
    const control = apps.map((app) => {
      const time = (strategy: string): number => pullOnBaseOf(evidence, { app, strategy });
      return medianOf(
        `${app}: multi-stage ÷ slim, pulled onto their bases`,
        'ratio',
        time('multi-stage') / time('slim'),
        3,
      );
    });
    return {
      verdict:
        low >= 0.8 && high <= 1.25 ? 'supported' : low > 1.25 || high < 0.8 ? 'not-supported' : 'not-decided',
      words: {
        power: power.value.toFixed(2),
        twice: (2 ** power.value).toFixed(2),
        why: `the interval of the power goes from ${low.toFixed(2)} to ${high.toFixed(2)}`,
      },
      figures: [power],
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => value < 1.5 && value > 1 / 1.5),
    };
  },
};
