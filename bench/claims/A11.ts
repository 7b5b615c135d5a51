import type { Claim } from '../../src/domain/definitions/claim.ts';
import { article, exact, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'run-joined';

export const claim: Claim = {
  id: 'A11',
  order: 11,
  says: 'Joining commands in one RUN saves layers and bytes.',
  madeIn: article,
  measuredBy: 'layers and size of the image, with and without a command that cleans up',
  needs: [
    {
      apps: [app],
      strategies: ['run-split-kept', 'run-joined-kept', 'run-split-cleaned', 'run-joined-cleaned'],
      scenarios: ['cold'],
    },
  ],
  control:
    'the bytes where nothing is cleaned up: what one RUN writes and what three write is the same, so they must be equal within 1 %',
  rule: 'Supported if joining saves layers in both cases, and bytes where the last command cleans up, which is more than 5 % of what is on top of the base. It depends if only one of both is saved. Else not supported.',
  sentences: {
    ...usualSentences,
    supported:
      'Layers always; bytes only where a command of the same RUN removes what another one has written. In a RUN of its own, the clean-up saves nothing.',
    'not-supported': 'Not true here: neither layers nor bytes are saved.',
    depends: 'It depends on what is asked: {what} saved.',
  },
  decide: (evidence) => {
    const sizeOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the size', ({ size_bytes }) => size_bytes);
    const ownOf = (strategy: string) =>
      sizeOf(strategy) -
      evidence.fact({ app, strategy }, 'the size of the base', ({ base_bytes }) => base_bytes);
    const layersOf = (strategy: string) =>
      evidence.fact({ app, strategy }, 'the number of layers', ({ layers }) => layers);
    const saved = (of: (strategy: string) => number, end: string) =>
      of(`run-split-${end}`) - of(`run-joined-${end}`);
    const layers = [saved(layersOf, 'kept'), saved(layersOf, 'cleaned')];
    const bytes = saved(sizeOf, 'cleaned');
    const control = saved(sizeOf, 'kept');
    const [savesLayers, savesBytes] = [
      layers.every((count) => count > 0),
      bytes > ownOf('run-split-cleaned') * 0.05,
    ];
    return {
      verdict:
        savesLayers && savesBytes ? 'supported' : savesLayers || savesBytes ? 'depends' : 'not-supported',
      figures: [
        exact('bytes saved by joining, cleaned up', 'bytes', bytes),
        exact('layers saved by joining, nothing cleaned up', 'count', layers[0] ?? 0),
        exact('layers saved by joining, cleaned up', 'count', layers[1] ?? 0),
        exact(
          'bytes saved by a clean-up in a RUN of its own',
          'bytes',
          sizeOf('run-split-kept') - sizeOf('run-split-cleaned'),
        ),
      ],
      control: [exact('bytes saved by joining, nothing cleaned up', 'bytes', control)],
      isControlQuiet: Math.abs(control) <= sizeOf('run-split-kept') * 0.01,
      words: { what: savesLayers ? 'layers are' : 'bytes are' },
    };
  },
};
