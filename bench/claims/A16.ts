import type { Claim } from '../../src/domain/definitions/claim.ts';
import { ownOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const named = ['slim', 'alpine', 'distroless'] as const;

export const claim: Claim = {
  id: 'A16',
  order: 16,
  says: 'Alpine is generally the smallest base; for Go, scratch is the smallest.',
  madeIn: article,
  measuredBy: 'size of each image that answers as promised',
  needs: [{ apps, strategies: [...named, 'scratch'], scenarios: ['cold'] }],
  control: 'What the Dockerfile adds is the same app on slim and on alpine: its bytes must be within 3 %.',
  rule: 'For Node and Python, alpine has to be smaller than slim and distroless; for Go, scratch has to be the smallest of all. Supported if it holds for all three, not supported if for none.',
  isAboutAlpine: true,
  sentences: {
    ...usualSentences,
    supported: 'It holds for {holds}: {smallest}.',
    'not-supported': 'It holds for none of {fails}: {smallest}.',
    depends:
      'It depends on the language: it holds for {holds}, and not for {fails}. The smallest: {smallest}.',
  },
  decide: (evidence) => {
    const sizes = (app: string, strategies: readonly string[]) =>
      strategies
        .map((strategy) => ({ strategy, bytes: sizeOf(evidence, { app, strategy }) }))
        .toSorted((a, b) => a.bytes - b.bytes);
    const smallest = apps.map((app) => {
      const all = sizes(app, app === 'go' ? [...named, 'scratch'] : named);
      return { app, strategy: all[0]?.strategy ?? '', wanted: app === 'go' ? 'scratch' : 'alpine' };
    });
    const { verdict, words } = overall(
      smallest.map(({ app, strategy, wanted }) => ({ name: app, holds: strategy === wanted })),
    );
    const control = (['node', 'python'] as const).map((app) => {
      const own = (strategy: string): number => ownOf(evidence, { app, strategy });
      return exact(`${app}: what alpine adds ÷ what slim adds`, 'ratio', own('alpine') / own('slim'));
    });
    return {
      verdict,
      words: { ...words, smallest: smallest.map(({ app, strategy }) => `${strategy} (${app})`).join(', ') },
      figures: figuresOf(
        apps.flatMap((app) =>
          sizes(app, [...named, 'scratch']).map(({ strategy, bytes }) =>
            exact(`${app}/${strategy}`, 'bytes', bytes),
          ),
        ),
      ),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => Math.abs(value - 1) <= 0.03),
    };
  },
};
