import type { Claim } from '../../src/domain/definitions/claim.ts';
import { exact, figuresOf, folklore, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'manifests';
const tools = ['apt', 'npm', 'pip', 'go'] as const;
const behind = ['npm-kept-behind-a-stage', 'npm-cleaned-behind-a-stage'] as const;

export const claim: Claim = {
  id: 'F6',
  order: 24,
  says: 'Removing the cache of the package manager makes the image smaller.',
  madeIn: folklore,
  measuredBy: 'size of the image with the cache kept, and with it removed in the same RUN',
  needs: [
    {
      apps: [app],
      strategies: [...tools.flatMap((tool) => [`${tool}-kept`, `${tool}-cleaned`]), ...behind],
      scenarios: ['cold'],
    },
  ],
  control:
    'the same of a stage from which the last one only copies what is installed: the cache is not in the image, so removing it must change less than 0.1 % of it',
  rule: 'For each package manager: it matters if what is saved is more than 10 % of what the image has on top of its base. Supported if it matters for all, not supported if for none; else it depends on which.',
  sentences: {
    ...usualSentences,
    supported: 'True for {holds}, in an image of one stage. Behind another stage it changes nothing.',
    'not-supported': 'Not true here: what is saved of {fails} is less than 10 %.',
    depends:
      'It depends on the package manager: it matters for {holds}, and hardly for {fails}. Behind another stage it changes nothing.',
  },
  decide: (evidence) => {
    const sizeOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the size', ({ size_bytes }) => size_bytes);
    const ownOf = (strategy: string) =>
      sizeOf(strategy) -
      evidence.fact({ app, strategy }, 'the size of the base', ({ base_bytes }) => base_bytes);
    const each = tools.map((tool) => {
      const saved = sizeOf(`${tool}-kept`) - sizeOf(`${tool}-cleaned`);
      return { tool, saved, share: saved / ownOf(`${tool}-kept`) };
    });
    const control = sizeOf(behind[0]) - sizeOf(behind[1]);
    return {
      ...overall(each.map(({ tool, share }) => ({ name: tool, holds: share > 0.1 }))),
      figures: figuresOf([
        ...each.map(({ tool, saved }) => exact(`${tool}: bytes saved`, 'bytes', saved)),
        ...each.map(({ tool, share }) =>
          exact(`${tool}: share of what is on top of the base`, 'share', share),
        ),
      ]),
      control: [exact('npm, behind a stage: bytes saved', 'bytes', control)],
      isControlQuiet: Math.abs(control) < sizeOf(behind[0]) * 0.001,
    };
  },
};
