import type { Claim } from '../../src/domain/definitions/claim.ts';
import { exact, folklore, medianOf, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'hundred-files';
const strategies = ['layers-1', 'layers-1-again', 'layers-5', 'layers-20', 'layers-50'];
const pulls = 3;

export const claim: Claim = {
  id: 'F1',
  order: 19,
  says: 'More layers make an image larger and its pull slower.',
  madeIn: folklore,
  measuredBy:
    'bytes that travel, and time of a push and of a pull, of the same files in 1, 5, 20 and 50 layers',
  needs: [{ apps: [app], strategies, scenarios: ['cold'], extras: ['transfer'] }],
  control:
    'the same Dockerfile with 1 layer under another name: as many bytes within 1 %, and its pull takes as long within a factor of 1.5',
  rule: 'Larger: 50 layers travel with more than 1 % more bytes than 1 layer. Slower: their pull takes more than 1.5 times as long, and more than the control differs. Supported if both, depends if one, not supported if none.',
  sentences: {
    ...usualSentences,
    supported: '50 layers are both larger and slower to pull than 1 layer with the same files.',
    'not-supported':
      '50 layers are neither larger nor slower to pull than 1 layer with the same files. What makes images with many layers larger is what one layer writes and the next one removes.',
    depends: 'It depends on what is asked: with the same files, 50 layers are {what}.',
  },
  decide: (evidence) => {
    const transfer = (strategy: string) =>
      evidence.fact({ app, strategy }, 'what travels', ({ transfer_bytes }) => transfer_bytes);
    const pull = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the time of a pull', ({ pull_empty_ms }) => pull_empty_ms);
    const push = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the time of a push', ({ push_ms }) => push_ms);
    const to1 = (of: (strategy: string) => number, strategy: string) => of(strategy) / of('layers-1');
    const bytes = to1(transfer, 'layers-50');
    const time = to1(pull, 'layers-50');
    const [sameBytes, sameTime] = [to1(transfer, 'layers-1-again'), to1(pull, 'layers-1-again')];
    const isLarger = bytes > 1.01;
    const isSlower = time > 1.5 && time > sameTime;
    return {
      verdict: isLarger && isSlower ? 'supported' : isLarger || isSlower ? 'depends' : 'not-supported',
      figures: [
        exact('bytes that travel, 50 layers ÷ 1', 'ratio', bytes),
        ...['layers-5', 'layers-20', 'layers-50'].map((strategy) =>
          medianOf(`pull, ${strategy} ÷ layers-1`, 'ratio', to1(pull, strategy), pulls),
        ),
        ...['layers-5', 'layers-20', 'layers-50'].map((strategy) =>
          medianOf(`push, ${strategy} ÷ layers-1`, 'ratio', to1(push, strategy), 1),
        ),
      ],
      control: [
        exact('bytes that travel, 1 layer ÷ 1 layer', 'ratio', sameBytes),
        medianOf('pull, 1 layer ÷ 1 layer', 'ratio', sameTime, pulls),
      ],
      isControlQuiet: Math.abs(sameBytes - 1) <= 0.01 && sameTime <= 1.5 && sameTime >= 1 / 1.5,
      words: { what: isLarger ? 'larger, and not slower to pull' : 'slower to pull, and not larger' },
    };
  },
};
