import type { Claim } from '../../src/domain/definitions/claim.ts';
import { answered } from '../../src/stats/claims/answered.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'planted-files';
const copies = ['copy-all', 'copy-named'] as const;
const strategyOf = (copy: string, ignore: 'with' | 'without') => `${copy}-${ignore}-ignore`;

export const claim: Claim = {
  id: 'A10',
  order: 10,
  says: 'A `.dockerignore` makes the context smaller, and keeps the cache when a file changes that no build needs.',
  madeIn: article,
  measuredBy:
    'bytes of the context that are sent in a cold build, and cached steps after an edit of a log file, beside planted node_modules, .git and logs',
  needs: [
    {
      apps: [app],
      strategies: copies.flatMap((copy) => [strategyOf(copy, 'with'), strategyOf(copy, 'without')]),
      scenarios: ['cold', 'edit-source', 'edit-ignored'],
    },
  ],
  control: 'an edit of a source: with and without `.dockerignore` as many steps come from the cache',
  rule: 'For each way to COPY: it holds if the context is at most half as large, and more steps are cached after the edit of a log. Supported if it holds for both, not supported if for none; else it depends on what COPY names.',
  sentences: {
    ...usualSentences,
    supported: 'True, whatever COPY names: {holds}.',
    'not-supported': 'Not true here: with and without it, the same was sent and cached.',
    depends:
      'It depends on what COPY names. True for `COPY . .`. Where COPY names the sources, BuildKit sends nothing else even without `.dockerignore`, and an edit of a log reaches no step.',
  },
  decide: (evidence) => {
    const sent = (strategy: string) =>
      answered(
        evidence.build({ app, strategy, scenario: 'cold' }).context_bytes,
        `${app}/${strategy}: what was sent of the context`,
      );
    const cached = (strategy: string, scenario: string) =>
      evidence.steps({ app, strategy, scenario }).filter((step) => step.cached).length;
    const each = copies.map((copy) => {
      const [own, other] = [strategyOf(copy, 'with'), strategyOf(copy, 'without')];
      const more = cached(own, 'edit-ignored') - cached(other, 'edit-ignored');
      const control = cached(own, 'edit-source') - cached(other, 'edit-source');
      return { copy, own: sent(own), other: sent(other), more, control };
    });
    const figures = each.flatMap(({ copy, own, other, more }) => [
      exact(`${copy}: sent without .dockerignore`, 'bytes', other),
      exact(`${copy}: sent with it`, 'bytes', own),
      exact(`${copy}: steps cached more after an edit of a log`, 'count', more),
    ]);
    const controls = each.map(({ copy, control }) =>
      exact(`${copy}: steps cached more after an edit of a source`, 'count', control),
    );
    return {
      ...overall(
        each.map(({ copy, own, other, more }) => ({ name: copy, holds: own * 2 <= other && more > 0 })),
      ),
      figures: figuresOf(figures),
      control: figuresOf(controls),
      isControlQuiet: each.every(({ control }) => control === 0),
    };
  },
};
