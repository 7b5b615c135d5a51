import type { Claim } from '../../src/domain/definitions/claim.ts';
import { ownOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import {
  exact,
  figuresOf,
  folklore,
  isAbove,
  overall,
  usualSentences,
} from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;

export const claim: Claim = {
  id: 'F5',
  order: 23,
  says: 'Changing the base is the strongest lever of size, and costs build time.',
  madeIn: folklore,
  measuredBy:
    'bytes that a swap of nothing but the last base saves (multi-stage to slim), against bytes that the split saves (single-stage to multi-stage); time of a cold build before and after the swap',
  needs: [
    { apps, strategies: ['single-stage'], scenarios: ['cold'] },
    { apps, strategies: ['multi-stage', 'slim'], scenarios: ['cold'], rounds: 7 },
  ],
  control: 'What the Dockerfile adds is the same app on both bases: its bytes must be within 3 %.',
  rule: 'The first half holds if the swap saves more bytes than the split in every language, the second if a cold build is surely more than 1 % slower after the swap in every language. Supported if both hold, not supported if neither does.',
  sentences: {
    ...usualSentences,
    supported: 'The swap saves {bytes}, and builds take {time} of the time.',
    'not-supported': 'The split saves more, and builds take {time} of the time.',
    depends:
      'It holds: {holds}. It does not: {fails}. The swap saves {bytes} of the image; builds then take {time} of the time.',
  },
  decide: (evidence) => {
    const saved = apps.map((app) => {
      const size = (strategy: string): number => sizeOf(evidence, { app, strategy });
      return {
        app,
        bySwap: size('multi-stage') - size('slim'),
        bySplit: size('single-stage') - size('multi-stage'),
        share: 1 - size('slim') / size('multi-stage'),
      };
    });
    const times = apps.map((app) =>
      evidence.timeRatio(
        { app, strategy: 'slim', scenario: 'cold' },
        { app, strategy: 'multi-stage', scenario: 'cold' },
        `${app}: cold build, slim ÷ multi-stage`,
      ),
    );
    const { verdict, words } = overall([
      {
        name: 'it is the strongest lever',
        holds: saved.every(({ bySwap, bySplit }) => bySwap > bySplit),
      },
      { name: 'it costs build time', holds: times.every((time) => isAbove(time, 1.01)) },
    ]);
    const control = apps.map((app) => {
      const own = (strategy: string): number => ownOf(evidence, { app, strategy });
      return exact(
        `${app}: what slim adds ÷ what multi-stage adds`,
        'ratio',
        own('slim') / own('multi-stage'),
      );
    });
    return {
      verdict,
      words: {
        ...words,
        bytes: saved.map(({ app, share }) => `${Math.round(100 * share)} % (${app})`).join(', '),
        time: times.map(({ value }, index) => `${Math.round(100 * value)} % (${apps[index]})`).join(', '),
      },
      figures: figuresOf([
        ...saved.map(({ app, bySwap }) => exact(`${app}: saved by the base`, 'bytes', bySwap)),
        ...saved.map(({ app, bySplit }) => exact(`${app}: saved by the split`, 'bytes', bySplit)),
        ...times,
      ]),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => Math.abs(value - 1) <= 0.03),
    };
  },
};
