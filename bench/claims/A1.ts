import type { Claim } from '../../src/domain/definitions/claim.ts';
import { exact, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'node';
const multiStage = ['multi-stage', 'slim', 'alpine', 'distroless', 'scratch'] as const;
const MB = 1_000_000;

export const claim: Claim = {
  id: 'A1',
  order: 1,
  says: 'A single-stage Node image has 600 to 1200 MB, a multi-stage one 80 to 200 MB.',
  madeIn: 'the article this project started from',
  measuredBy: 'size of the image: bytes of its layers, not compressed',
  needs: [{ apps: [app], strategies: ['single-stage', ...multiStage], scenarios: ['cold'] }],
  control:
    'the bytes of the base in single-stage and in multi-stage: both name the same base, so they must be equal',
  rule: 'Supported if single-stage has 600 to 1200 MB and every multi-stage image 80 to 200 MB. Not supported if no multi-stage image has. Else it depends on the strategy.',
  sentences: {
    ...usualSentences,
    supported: 'All of them have sizes in the ranges that are named: {holds}.',
    'not-supported': 'None of them has a size in the range that is named for it: {fails}.',
    depends: 'It depends on the base of the last stage: {holds} lie in the ranges, {fails} do not.',
  },
  decide: (evidence) => {
    const sizeOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the size', ({ size_bytes }) => size_bytes);
    const baseOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the size of the base', ({ base_bytes }) => base_bytes);
    const sizes = ['single-stage', ...multiStage].map((strategy) => ({ strategy, bytes: sizeOf(strategy) }));
    const cases = sizes.map(({ strategy, bytes }) => {
      const [low, high] = strategy === 'single-stage' ? [600, 1200] : [80, 200];
      return { name: strategy, holds: bytes >= low * MB && bytes <= high * MB };
    });
    const [first, ...others] = sizes.map(({ strategy, bytes }) =>
      exact(`${app}/${strategy}`, 'bytes', bytes),
    );
    const difference = baseOf('multi-stage') - baseOf('single-stage');
    return {
      ...overall(cases),
      figures: [first ?? exact('', 'bytes', 0), ...others],
      control: [exact('base of multi-stage − base of single-stage', 'bytes', difference)],
      isControlQuiet: difference === 0,
    };
  },
};
