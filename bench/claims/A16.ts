import type { Claim, Evidence } from '../../src/domain/definitions/claim.ts';
import { ownOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import { nativeParts, tried } from '../../src/stats/claims/native-parts.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const named = ['slim', 'alpine', 'distroless'] as const;
const lists = { npm: 'native-node', PyPI: 'native-python' } as const;
const libraries = ['musl', 'glibc'] as const;

/** What became of the packages of one list on both C libraries. */
const packagesOf = (evidence: Evidence, registry: keyof typeof lists) => {
  const on = (library: string) =>
    nativeParts(evidence, { app: lists[registry], strategy: `packages-on-${library}` });
  return { registry, musl: on('musl'), glibc: on('glibc') };
};

export const claim: Claim = {
  id: 'A16',
  order: 16,
  says: 'Alpine is generally the smallest base, but musl may break packages; for Go, scratch is the smallest.',
  madeIn: article,
  measuredBy:
    'size of each image that answers as promised; of 30 packages with native parts from npm and from PyPI, how many come prebuilt, are compiled, or fail',
  needs: [
    { apps, strategies: [...named, 'scratch'], scenarios: ['cold'] },
    {
      apps: Object.values(lists),
      strategies: libraries.map((library) => `packages-on-${library}`),
      scenarios: ['cold'],
    },
  ],
  control:
    'What the Dockerfile adds is the same app on slim and on alpine: its bytes must be within 3 %. On musl as many packages must have been tried as on glibc.',
  rule: 'For Node and Python, alpine has to be smaller than slim and distroless; for Go, scratch has to be the smallest of all. Of the packages of npm and of PyPI, more have to fail on musl than on glibc. Supported if all five hold, not supported if none does.',
  isAboutAlpine: true,
  sentences: {
    ...usualSentences,
    supported: 'It holds for {holds}. The smallest: {smallest}. Packages that fail on musl: {broken}.',
    'not-supported':
      'It holds for none of {fails}. The smallest: {smallest}. Packages that fail on musl: {broken}.',
    depends:
      'It holds for {holds}, and not for {fails}. The smallest: {smallest}. Packages that fail on musl: {broken}.',
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
    const packages = (['npm', 'PyPI'] as const).map((registry) => packagesOf(evidence, registry));
    const { verdict, words } = overall([
      ...smallest.map(({ app, strategy, wanted }) => ({ name: app, holds: strategy === wanted })),
      ...packages.map(({ registry, musl, glibc }) => ({
        name: `packages of ${registry}`,
        holds: musl.failed > glibc.failed,
      })),
    ]);
    const control = (['node', 'python'] as const).map((app) => {
      const own = (strategy: string): number => ownOf(evidence, { app, strategy });
      return exact(`${app}: what alpine adds ÷ what slim adds`, 'ratio', own('alpine') / own('slim'));
    });
    return {
      verdict,
      words: {
        ...words,
        smallest: smallest.map(({ app, strategy }) => `${strategy} (${app})`).join(', '),
        broken: packages
          .map(({ registry, musl }) => `${musl.failed} of ${tried(musl)} of ${registry}`)
          .join(', '),
      },
      figures: figuresOf([
        ...apps.flatMap((app) =>
          sizes(app, [...named, 'scratch']).map(({ strategy, bytes }) =>
            exact(`${app}/${strategy}`, 'bytes', bytes),
          ),
        ),
        ...packages.flatMap(({ registry, ...parts }) =>
          libraries.flatMap((library) =>
            (['prebuilt', 'compiled', 'failed'] as const).map((way) =>
              exact(`packages of ${registry} on ${library}: ${way}`, 'count', parts[library][way]),
            ),
          ),
        ),
      ]),
      control: figuresOf([
        ...control,
        ...packages.map(({ registry, musl, glibc }) =>
          exact(`packages of ${registry} tried on musl − on glibc`, 'count', tried(musl) - tried(glibc)),
        ),
      ]),
      isControlQuiet:
        control.every(({ value }) => Math.abs(value - 1) <= 0.03) &&
        packages.every(({ musl, glibc }) => tried(musl) === tried(glibc) && tried(musl) > 0),
    };
  },
};
