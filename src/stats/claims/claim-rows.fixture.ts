import type { Claim } from '../../domain/definitions/claim.ts';
import { cellId, variantId } from '../../domain/run/plan.ts';
import { manifest } from '../../record/manifest.fixture.ts';
import type { BuildRow, ImageRow } from '../../record/rows.ts';
import { buildRow, imageRow } from '../../record/rows.fixture.ts';
import type { ClaimRows } from './claim-rows.ts';
import { exact, usualSentences } from './rules.ts';

/** A run with the wall times of each cell (`app/strategy/scenario`), one per round, and an image for each variant. */
export function claimRows(
  runId: string,
  times: Readonly<Record<string, readonly number[]>>,
  changes: {
    readonly images?: (row: ImageRow) => Partial<ImageRow>;
    readonly builds?: (row: BuildRow) => Partial<BuildRow>;
    readonly manifest?: Partial<ClaimRows['manifest']>;
  } = {},
): ClaimRows {
  let sequence = 0;
  const builds = Object.entries(times).flatMap(([id, walls]) => {
    const [app = '', strategy = '', scenario = ''] = id.split('/');
    return walls.map((wall_ms, index) => {
      sequence += 1;
      const row = buildRow({ run_id: runId, app, strategy, scenario, sequence, round: index + 1, wall_ms });
      return { ...row, ...changes.builds?.(row) };
    });
  });
  const variants = new Map(builds.map((row) => [variantId(row), row]));
  const images = [...variants.values()].map(({ app, strategy }) => {
    const row = imageRow({ run_id: runId, app, strategy });
    return { ...row, ...changes.images?.(row) };
  });
  const cells = [...new Map(builds.map((row) => [cellId(row), row])).values()];
  return {
    manifest: {
      ...manifest,
      runId,
      startedAt: `2026-01-01T00:00:0${runId.slice(-1)}.000Z`,
      plan: { seed: 1, rounds: 1, variants: [], cells, visits: [] },
      ...changes.manifest,
    },
    ...{ builds, images, steps: [], layers: [] },
  };
}

/** Slim is smaller than single-stage; the control is that it is as large as itself. */
export const smallerClaim: Claim = {
  ...{ id: 'A1', order: 1, says: 'slim is smaller', madeIn: 'here', measuredBy: 'size', rule: 'it is' },
  needs: [{ apps: ['go'], strategies: ['single-stage', 'slim'], scenarios: ['cold'] }],
  control: 'slim against itself',
  sentences: { ...usualSentences, supported: 'It is, by {by}.', 'not-supported': 'It is not.', depends: '' },
  decide: (evidence) => {
    const sizeOf = (strategy: string) =>
      evidence.fact({ app: 'go', strategy }, 'the size', ({ size_bytes }) => size_bytes);
    const by = sizeOf('single-stage') - sizeOf('slim');
    return {
      verdict: by > 0 ? 'supported' : 'not-supported',
      figures: [exact('saved', 'bytes', by)],
      control: [exact('slim − slim', 'bytes', 0)],
      isControlQuiet: true,
      words: { by: String(by) },
    };
  },
};
