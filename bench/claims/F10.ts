import type { Claim } from '../../src/domain/definitions/claim.ts';
import { answered } from '../../src/stats/claims/answered.ts';
import { exact, folklore, medianOf, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'manifests';
const pulls = 3;

export const claim: Claim = {
  id: 'F10',
  order: 28,
  says: 'Layers in zstd are better than layers in gzip.',
  madeIn: folklore,
  measuredBy: 'bytes that travel, and time of a push and of a pull, of one image in both',
  needs: [
    {
      apps: [app],
      strategies: ['pushed-gzip', 'pushed-gzip-again', 'pushed-zstd'],
      scenarios: ['cold'],
      extras: ['transfer'],
    },
  ],
  control:
    'gzip again, under another name: as many bytes within 1 %, and its pull takes as long within a factor of 1.5',
  rule: 'Better is: fewer bytes by more than 1 %, and a pull that takes less time than both images in gzip. Supported if both, depends if one, not supported if none. If the engine pushes gzip whatever it is told, it does not apply.',
  sentences: {
    ...usualSentences,
    supported: 'True here: fewer bytes, and a pull that takes less time.',
    'not-supported': 'Not true here: neither fewer bytes nor a pull that takes less time.',
    depends: 'It depends on what is asked: zstd has {what}.',
  },
  decide: (evidence) => {
    const bytesOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'what travels', ({ transfer_bytes }) => transfer_bytes);
    const pushOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the time of a push', ({ push_ms }) => push_ms);
    const pullOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the time of a pull', ({ pull_empty_ms }) => pull_empty_ms);
    const toGzip = (of: (strategy: string) => number, strategy: string) => of(strategy) / of('pushed-gzip');
    const compression = answered(
      evidence.image({ app, strategy: 'pushed-zstd' }).transfer_compression,
      `${app}/pushed-zstd: how its layers are compressed`,
    );
    const isZstd = compression.includes('zstd');
    const bytes = toGzip(bytesOf, 'pushed-zstd');
    const sameBytes = toGzip(bytesOf, 'pushed-gzip-again');
    const time = isZstd ? toGzip(pullOf, 'pushed-zstd') : 1;
    const sameTime = toGzip(pullOf, 'pushed-gzip-again');
    const isSmaller = bytes < 0.99;
    const isFaster = time < Math.min(1, sameTime);
    return {
      verdict: !isZstd
        ? 'does-not-apply'
        : isSmaller && isFaster
          ? 'supported'
          : isSmaller || isFaster
            ? 'depends'
            : 'not-supported',
      figures: [
        exact('bytes that travel, zstd ÷ gzip', 'ratio', bytes),
        medianOf('push, zstd ÷ gzip', 'ratio', toGzip(pushOf, 'pushed-zstd'), 1),
        medianOf('pull, zstd ÷ gzip', 'ratio', time, pulls),
      ],
      control: [
        exact('bytes that travel, gzip ÷ gzip', 'ratio', sameBytes),
        medianOf('pull, gzip ÷ gzip', 'ratio', sameTime, pulls),
      ],
      isControlQuiet: Math.abs(sameBytes - 1) <= 0.01 && sameTime <= 1.5 && sameTime >= 1 / 1.5,
      words: {
        what: isSmaller
          ? 'fewer bytes, and a pull that takes as long'
          : 'a pull that takes less time, and as many bytes',
        why: `the engine was told to compress with zstd, and pushed ${compression}`,
      },
    };
  },
};
