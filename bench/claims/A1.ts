import type { Claim } from '../../src/domain/definitions/claim.ts';
import { baseOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'node';
const multiStage = ['multi-stage', 'slim', 'alpine', 'distroless', 'scratch'] as const;
const MB = 1_000_000;

export const claim: Claim = {
  id: 'A1',
  order: 1,
  says: 'A single-stage Node image has 600 to 1200 MB, a multi-stage one 80 to 200 MB.',
  madeIn: article,
  measuredBy: 'size of the image: bytes of its layers, not compressed',
  needs: [{ apps: [app], strategies: ['single-stage', ...multiStage], scenarios: ['cold'] }],
  control: 'The base of multi-stage is that of single-stage: splitting the build must not change its bytes.',
  rule: 'Supported if single-stage has 600 to 1200 MB and every multi-stage image 80 to 200 MB. Not supported if none has the size that is named for it. Else it depends on the base of the last stage.',
  sentences: {
    ...usualSentences,
    supported: 'All sizes are in the ranges that are named: {holds}.',
    'not-supported': 'No size is in the range that is named for it: {fails}.',
    depends: 'It depends on the base of the last stage. In the ranges: {holds}. Outside: {fails}.',
  },
  decide: (evidence) => {
    const sizes = ['single-stage', ...multiStage].map((strategy) => {
      const [low, high] = strategy === 'single-stage' ? [600, 1200] : [80, 200];
      const bytes = sizeOf(evidence, { app, strategy });
      return { name: strategy, bytes, holds: bytes >= low * MB && bytes <= high * MB };
    });
    const [single, multi] = ['single-stage', 'multi-stage'].map((strategy) =>
      baseOf(evidence, { app, strategy }),
    );
    return {
      ...overall(sizes),
      figures: figuresOf(sizes.map(({ name, bytes }) => exact(`${app}/${name}`, 'bytes', bytes))),
      control: [exact('base of multi-stage − base of single-stage', 'bytes', (multi ?? 0) - (single ?? 0))],
      isControlQuiet: multi === single,
    };
  },
};
