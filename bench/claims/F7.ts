import type { Claim } from '../../src/domain/definitions/claim.ts';
import { ownOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import { exact, figuresOf, folklore, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;

export const claim: Claim = {
  id: 'F7',
  order: 25,
  says: 'Distroless is smaller than Alpine and slim.',
  madeIn: folklore,
  measuredBy: 'size of each image that answers as promised',
  needs: [{ apps, strategies: ['slim', 'alpine', 'distroless'], scenarios: ['cold'] }],
  control:
    'What the Dockerfile adds is the same app on distroless and on alpine: its bytes must be within 3 %.',
  rule: 'It holds for a language if its distroless image is smaller than both others. Supported if it holds for all, not supported if for none.',
  isAboutAlpine: true,
  sentences: {
    ...usualSentences,
    supported: 'It is, for {holds}: {ratios} of the bytes of Alpine.',
    'not-supported': 'It is not, for any of {fails}: {ratios} of the bytes of Alpine.',
    depends:
      'It depends on the language: it is for {holds}, and not for {fails}: {ratios} of the bytes of Alpine.',
  },
  decide: (evidence) => {
    const size = (app: string, strategy: string): number => sizeOf(evidence, { app, strategy });
    const { verdict, words } = overall(
      apps.map((app) => ({
        name: app,
        holds: size(app, 'distroless') < Math.min(size(app, 'alpine'), size(app, 'slim')),
      })),
    );
    const ratios = apps.map((app) => size(app, 'distroless') / size(app, 'alpine'));
    const control = apps.map((app) => {
      const own = (strategy: string): number => ownOf(evidence, { app, strategy });
      return exact(
        `${app}: what distroless adds ÷ what alpine adds`,
        'ratio',
        own('distroless') / own('alpine'),
      );
    });
    return {
      verdict,
      words: {
        ...words,
        ratios: ratios.map((ratio, index) => `${Math.round(100 * ratio)} % (${apps[index]})`).join(', '),
      },
      figures: figuresOf([
        ...ratios.map((ratio, index) => exact(`${apps[index]}: distroless ÷ alpine`, 'ratio', ratio)),
        ...apps.flatMap((app) =>
          ['distroless', 'alpine', 'slim'].map((strategy) =>
            exact(`${app}/${strategy}`, 'bytes', size(app, strategy)),
          ),
        ),
      ]),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => Math.abs(value - 1) <= 0.03),
    };
  },
};
