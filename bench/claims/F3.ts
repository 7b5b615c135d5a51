import type { Claim } from '../../src/domain/definitions/claim.ts';
import { rankCorrelation, type Point } from '../../src/stats/claims/correlation.ts';
import { idleMemoryOf, sizeOf, startOf } from '../../src/stats/claims/image-figures.ts';
import {
  figuresOf,
  folklore,
  isAbove,
  isBelow,
  medianOf,
  usualSentences,
} from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const strategies = ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless', 'scratch'] as const;

export const claim: Claim = {
  id: 'F3',
  order: 21,
  says: 'Smaller images start faster.',
  madeIn: folklore,
  measuredBy:
    'time from the start to the first answer, once the image is there, against its size; both as a share of what the same app has on average',
  needs: [{ apps, strategies, scenarios: ['cold'] }],
  control:
    'The same program runs in multi-stage and in slim: the memory that it takes must be the same within 10 %, whatever the size.',
  rule: 'Supported if the rank correlation of size and start is surely above 0. Not supported if its interval has 0 in it, or lies below.',
  sentences: {
    ...usualSentences,
    supported:
      'Larger images start later: the rank correlation is {r}. From scratch against single-stage: {times}.',
    'not-supported':
      'No such thing is seen: the rank correlation of size and start is {r}{other}. From scratch against single-stage: {times}.',
    depends: 'It depends on the app.',
  },
  decide: (evidence) => {
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, one) => sum + one, 0) / values.length;
    const points = apps.flatMap((app) => {
      const own = strategies.map((strategy): Point => {
        const variant = { app, strategy };
        return { x: sizeOf(evidence, variant), y: startOf(evidence, variant) };
      });
      const [x, y] = [mean(own.map((one) => one.x)), mean(own.map((one) => one.y))];
      return own.map((one) => ({ x: one.x / x, y: one.y / y }));
    });
    const correlation = rankCorrelation('rank correlation of size and start', points);
    const ratios = apps.map((app) => {
      const start = (strategy: string): number => startOf(evidence, { app, strategy });
      return medianOf(
        `${app}: start of scratch ÷ of single-stage`,
        'ratio',
        start('scratch') / start('single-stage'),
        5,
      );
    });
    const control = apps.map((app) => {
      const memory = (strategy: string): number => idleMemoryOf(evidence, { app, strategy });
      return medianOf(
        `${app}: memory of multi-stage ÷ of slim`,
        'ratio',
        memory('multi-stage') / memory('slim'),
        5,
      );
    });
    return {
      verdict: isAbove(correlation, 0) ? 'supported' : 'not-supported',
      words: {
        r: correlation.value.toFixed(2),
        other: isBelow(correlation, 0) ? ', the other way round' : '',
        times: ratios.map(({ value }, index) => `${value.toFixed(2)} (${apps[index]})`).join(', '),
      },
      figures: [correlation, ...ratios],
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => Math.abs(value - 1) <= 0.1),
    };
  },
};
