import type { Claim } from '../../src/domain/definitions/claim.ts';
import { article, exact, isAbove, isBelow, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'small-node';

export const claim: Claim = {
  id: 'A9',
  order: 9,
  says: 'Copying the manifest before the sources saves installing again when only the sources change.',
  madeIn: article,
  measuredBy:
    'whether `npm ci` comes from the cache, and the time of the build, after an edit of the sources',
  needs: [
    {
      apps: [app],
      strategies: ['copy-everything', 'manifest-first'],
      scenarios: ['edit-source', 'edit-deps'],
      rounds: 6,
    },
  ],
  control:
    'an edit of the dependencies: both files have to install again, so as many steps come from the cache, and the times must be equal within 10 %',
  rule: 'Supported if `npm ci` comes from the cache only where the manifest is copied first, and that build takes less time. It depends on the time of the installation if it takes as long. Else not supported.',
  sentences: {
    ...usualSentences,
    supported:
      'True: after an edit of the sources `npm ci` comes from the cache where the manifest is copied first, and only there.',
    'not-supported': 'Not true here: `npm ci` {cached} where the manifest is copied first.',
    depends:
      'It depends on how long the installation takes: `npm ci` comes from the cache, but the build was not surely faster.',
  },
  decide: (evidence) => {
    const cellOf = (strategy: string, scenario: string) => ({ app, strategy, scenario });
    const isInstallCached = (strategy: string) =>
      evidence
        .steps(cellOf(strategy, 'edit-source'))
        .some(({ instruction, cached }) => instruction.startsWith('RUN npm ci') && cached === true);
    const cachedSteps = (strategy: string, scenario: string) =>
      evidence.steps(cellOf(strategy, scenario)).filter(({ cached }) => cached).length;
    const ratioOf = (scenario: string) =>
      evidence.timeRatio(
        cellOf('manifest-first', scenario),
        cellOf('copy-everything', scenario),
        `${scenario}: manifest-first ÷ copy-everything`,
      );
    const saves = isInstallCached('manifest-first') && !isInstallCached('copy-everything');
    const [ratio, control] = [ratioOf('edit-source'), ratioOf('edit-deps')];
    const difference =
      cachedSteps('manifest-first', 'edit-deps') - cachedSteps('copy-everything', 'edit-deps');
    return {
      verdict: saves ? (isBelow(ratio, 1) ? 'supported' : 'depends') : 'not-supported',
      figures: [
        ratio,
        exact(
          'edit-source, copy-everything: cached steps',
          'count',
          cachedSteps('copy-everything', 'edit-source'),
        ),
        exact(
          'edit-source, manifest-first: cached steps',
          'count',
          cachedSteps('manifest-first', 'edit-source'),
        ),
      ],
      control: [control, exact('edit-deps: cached steps, difference', 'count', difference)],
      isControlQuiet: difference === 0 && !isAbove(control, 1.1) && !isBelow(control, 0.9),
      words: { cached: isInstallCached('manifest-first') ? 'comes from the cache' : 'runs again' },
    };
  },
};
