import type { Claim } from '../../src/domain/definitions/claim.ts';
import { sizeOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'go';

export const claim: Claim = {
  id: 'A7',
  order: 7,
  says: '`-s -w` makes a Go program smaller.',
  madeIn: article,
  measuredBy: 'bytes of the layer that has the program, and bytes that travel, with and without `-s -w`',
  needs: [
    {
      ...{ apps: [app], strategies: ['scratch', 'unstripped'], scenarios: ['cold'] },
      ...{ extras: ['transfer'], mayLackExtras: true },
    },
  ],
  control: 'Everything in the image but the program: its bytes must be the same.',
  rule: 'Supported if the program has at least 5 % less bytes. Not supported otherwise.',
  sentences: {
    ...usualSentences,
    supported: 'It cuts {cut} of the program{travel}.',
    'not-supported': 'It cuts only {cut} of the program{travel}.',
    depends: 'It depends on the program.',
  },
  decide: (evidence) => {
    const programOf = (strategy: string): number =>
      evidence.fact({ app, strategy }, 'the largest layer', ({ largest_layer_bytes }) => largest_layer_bytes);
    const restOf = (strategy: string): number => sizeOf(evidence, { app, strategy }) - programOf(strategy);
    const [stripped, whole] = [programOf('scratch'), programOf('unstripped')];
    const [sent, wholeSent] = ['scratch', 'unstripped'].map(
      (strategy) => evidence.image({ app, strategy }).transfer_bytes,
    );
    const isSent = sent !== undefined && wholeSent !== undefined;
    const cut = 1 - stripped / whole;
    const rest = restOf('unstripped') - restOf('scratch');
    const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
    return {
      verdict: cut >= 0.05 ? 'supported' : 'not-supported',
      words: {
        cut: percent(cut),
        travel: isSent ? `, and ${percent(1 - sent / wholeSent)} of what travels` : '',
      },
      figures: figuresOf([
        exact('cut of the program', 'share', cut),
        exact('program with -s -w', 'bytes', stripped),
        exact('program without', 'bytes', whole),
        ...(isSent ? [exact('cut of what travels', 'share', 1 - sent / wholeSent)] : []),
      ]),
      control: [exact('everything else, without − with -s -w', 'bytes', rest)],
      isControlQuiet: rest === 0,
    };
  },
};
