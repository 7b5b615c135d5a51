import type { Claim } from '../../src/domain/definitions/claim.ts';
import {
  figuresOf,
  folklore,
  isAbove,
  isBelow,
  overall,
  usualSentences,
} from '../../src/stats/claims/rules.ts';

const app = 'manifests';
const tools = ['npm', 'pip', 'go'] as const;

export const claim: Claim = {
  id: 'F4',
  order: 22,
  says: 'Cache mounts make builds ten times as fast.',
  madeIn: folklore,
  measuredBy:
    'time of a build after an edit of the dependencies, on a builder that is kept; and of a cold build, as on a fresh one',
  needs: [
    {
      apps: [app],
      strategies: tools.flatMap((tool) => [`${tool}-plain`, `${tool}-mount`]),
      scenarios: ['cold', 'edit-deps'],
      rounds: 6,
    },
  ],
  control: 'a cold build, whose mounts are empty: with and without them it must take as long within 25 %',
  rule: 'It holds for a package manager if the build with the mount takes surely at most a tenth of the time. Supported if it holds for all, not supported if for none; else it depends on which.',
  sentences: {
    ...usualSentences,
    supported:
      'True here for {holds}, on a builder that is kept. On a fresh one a mount is empty, and saves nothing.',
    'not-supported':
      'Not true here: on a builder that is kept, a mount saves time for {faster}, and for none of them nine tenths of it. On a fresh builder it is empty, and saves nothing.',
    depends:
      'It depends on the package manager: ten times as fast for {holds}, and not for {fails}. On a fresh builder a mount is empty, and saves nothing.',
  },
  decide: (evidence) => {
    const ratioOf = (tool: string, scenario: string) =>
      evidence.timeRatio(
        { app, strategy: `${tool}-mount`, scenario },
        { app, strategy: `${tool}-plain`, scenario },
        `${tool}, ${scenario}: with a mount ÷ without`,
      );
    const each = tools.map((tool) => ({
      tool,
      kept: ratioOf(tool, 'edit-deps'),
      fresh: ratioOf(tool, 'cold'),
    }));
    const faster = each.filter(({ kept }) => isBelow(kept, 1)).map(({ tool }) => tool);
    const { verdict, words } = overall(
      each.map(({ tool, kept }) => ({ name: tool, holds: isBelow(kept, 0.1) })),
    );
    return {
      verdict,
      figures: figuresOf(each.map(({ kept }) => kept)),
      control: figuresOf(each.map(({ fresh }) => fresh)),
      isControlQuiet: each.every(({ fresh }) => !isAbove(fresh, 1.25) && !isBelow(fresh, 0.75)),
      words: { ...words, faster: faster.length === 0 ? 'none' : faster.join(', ') },
    };
  },
};
