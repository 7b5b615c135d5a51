import type { Claim } from '../../src/domain/definitions/claim.ts';
import { baseOf, shellsOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'go';
const scratch = { app, strategy: 'scratch' };
const MB = 1_000_000;

export const claim: Claim = {
  id: 'A6',
  order: 6,
  says: 'A Go image from scratch has 10 to 15 MB and no shell.',
  madeIn: article,
  measuredBy: 'size of the image, what of it is not the program, and counted shells',
  needs: [{ apps: [app], strategies: ['scratch', 'alpine'], scenarios: ['cold'] }],
  control:
    'Scratch brings nothing along: the base must have 0 bytes. (That shells are found at all is seen in alpine.)',
  rule: 'Supported if there is no shell and the image has 10 to 15 MB. Not supported if there is a shell. With another size it depends on the program.',
  sentences: {
    ...usualSentences,
    supported: 'There is no shell, and the image has {size}.',
    'not-supported': 'There is a shell in it.',
    depends:
      'It depends on the program: there is no shell, but the image has {size}. All but {rest} of it is the program itself.',
  },
  decide: (evidence) => {
    const size = sizeOf(evidence, scratch);
    const program = evidence.fact(
      scratch,
      'the largest layer',
      ({ largest_layer_bytes }) => largest_layer_bytes,
    );
    const shells = shellsOf(evidence, scratch);
    const isNamed = size >= 10 * MB && size <= 15 * MB;
    return {
      verdict: shells > 0 ? 'not-supported' : isNamed ? 'supported' : 'depends',
      words: { size: `${(size / MB).toFixed(1)} MB`, rest: `${((size - program) / 1000).toFixed(0)} kB` },
      figures: [
        exact('go/scratch', 'bytes', size),
        exact('go/scratch without the program', 'bytes', size - program),
        exact('shells in scratch', 'count', shells),
      ],
      control: [
        exact('base of scratch', 'bytes', baseOf(evidence, scratch)),
        exact('shells in alpine', 'count', shellsOf(evidence, { app, strategy: 'alpine' })),
      ],
      isControlQuiet: baseOf(evidence, scratch) === 0 && shellsOf(evidence, { app, strategy: 'alpine' }) > 0,
    };
  },
};
