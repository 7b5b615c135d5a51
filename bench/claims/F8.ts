import type { Claim } from '../../src/domain/definitions/claim.ts';
import { answered } from '../../src/stats/claims/answered.ts';
import { exact, folklore, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'sorted-words';

export const claim: Claim = {
  id: 'F8',
  order: 26,
  says: 'Building the same Dockerfile again gives the same image.',
  madeIn: folklore,
  measuredBy:
    'the layers of two cold builds: as they are, with SOURCE_DATE_EPOCH, and with rewrite-timestamp=true beside it',
  needs: [
    {
      apps: [app],
      strategies: ['rebuilt-nothing', 'rebuilt', 'rebuilt-rewritten'],
      scenarios: ['cold'],
      extras: ['reproduction'],
    },
  ],
  control:
    'a Dockerfile that only copies a file to the root: its time is that of the source, so two cold builds must have the same layers',
  rule: 'Supported if two cold builds have the same layers as they are. It depends if they have them with SOURCE_DATE_EPOCH, or with rewrite-timestamp=true beside it. Else not supported.',
  sentences: {
    ...usualSentences,
    supported: 'True here: two cold builds have the same layers.',
    'not-supported':
      'Not true here. Two cold builds have other layers; what differs: {differs}. SOURCE_DATE_EPOCH alone sets the date of the image and not the times of its files, and the exporter of this engine leaves them, too, with rewrite-timestamp=true.',
    depends: 'It depends on how it is built: the layers are the same only {how}.',
  },
  decide: (evidence) => {
    const row = (strategy: string) => {
      const { reproducible, reproducible_epoch, differing_files, differing_files_epoch } = evidence.image({
        app,
        strategy,
      });
      const named = `${app}/${strategy}: whether it can be built again`;
      return {
        plain: answered(reproducible, named),
        epoch: answered(reproducible_epoch, named),
        differing: answered(differing_files, named),
        differingEpoch: answered(differing_files_epoch, named),
      };
    };
    const [nothing, rebuilt, rewritten] = [row('rebuilt-nothing'), row('rebuilt'), row('rebuilt-rewritten')];
    const isSameWithEpoch = rebuilt.epoch === 'identical';
    const isSameSomehow = isSameWithEpoch || rewritten.epoch === 'identical';
    return {
      verdict: rebuilt.plain === 'identical' ? 'supported' : isSameSomehow ? 'depends' : 'not-supported',
      figures: [
        exact('files that differ, as it is', 'count', rebuilt.differing),
        exact('files that differ, with SOURCE_DATE_EPOCH', 'count', rebuilt.differingEpoch),
        exact('files that differ, with rewrite-timestamp=true beside it', 'count', rewritten.differingEpoch),
      ],
      control: [exact('files that differ where one is only copied', 'count', nothing.differing)],
      isControlQuiet: nothing.plain === 'identical',
      words: {
        how: isSameWithEpoch ? 'with SOURCE_DATE_EPOCH' : 'with SOURCE_DATE_EPOCH and rewrite-timestamp=true',
        differs: rebuilt.plain === 'only-times' ? 'times of files, and nothing else' : rebuilt.plain,
      },
    };
  },
};
