import type { Claim } from '../../src/domain/definitions/claim.ts';
import { answered } from '../../src/stats/claims/answered.ts';
import { article, exact, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'locked';

/** How two builds may differ where everything that is installed is the same. */
const sameFiles: readonly unknown[] = ['identical', 'same-files', 'only-times'];

export const claim: Claim = {
  id: 'A17',
  order: 17,
  says: '`npm ci` makes builds reproducible.',
  madeIn: article,
  measuredBy: 'the layers of two cold builds, and the files in which they differ',
  needs: [
    {
      apps: [app],
      strategies: ['npm-nothing', 'npm-ci', 'npm-ci-cleaned', 'npm-install-cleaned'],
      scenarios: ['cold'],
      extras: ['reproduction'],
    },
  ],
  control:
    'a Dockerfile that copies the manifest to the root and installs nothing: two cold builds must have the same layers',
  rule: 'Supported if two cold builds with `npm ci` have the same layers. It depends if what is installed is the same, and only times of files, or what npm itself leaves, differ. Not supported if the installed files differ.',
  sentences: {
    ...usualSentences,
    supported: 'True here: two cold builds have the same layers.',
    'not-supported': 'Not true here: the installed files differ.',
    depends:
      'It depends on what is meant. The installed files are the same, byte by byte, each time. The layers are not: {differs}.',
  },
  decide: (evidence) => {
    const row = (strategy: string) => evidence.image({ app, strategy });
    const word = (strategy: string) =>
      answered(row(strategy).reproducible, `${app}/${strategy}: whether it can be built again`);
    const differing = (strategy: string) =>
      answered(row(strategy).differing_files, `${app}/${strategy}: what differs between two builds`);
    const sizeOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the size', ({ size_bytes }) => size_bytes);
    const isSame = sameFiles.includes(word('npm-ci-cleaned'));
    return {
      verdict: !isSame ? 'not-supported' : word('npm-ci') === 'identical' ? 'supported' : 'depends',
      figures: [
        exact('npm ci: files that differ', 'count', differing('npm-ci')),
        exact('npm ci, what npm leaves removed: files that differ', 'count', differing('npm-ci-cleaned')),
        exact(
          'bytes more without a lockfile, half a year after it was written',
          'bytes',
          sizeOf('npm-install-cleaned') - sizeOf('npm-ci-cleaned'),
        ),
      ],
      control: [exact('nothing installed: files that differ', 'count', differing('npm-nothing'))],
      isControlQuiet: word('npm-nothing') === 'identical',
      words: {
        differs:
          word('npm-ci-cleaned') === 'only-times'
            ? 'times of files differ, and so do the logs and the caches that npm leaves'
            : 'the logs and the caches that npm leaves differ',
      },
    };
  },
};
