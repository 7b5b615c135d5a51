import type { ErrorCode } from '../domain/errors.ts';
import type { HealthProof, StartFacts } from '../domain/image/image.ts';
import { variantId, type Variant } from '../domain/run/plan.ts';
import type { Trouble } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { appFaults } from '../measure/images/prove-variant.ts';
import { VariantStates } from '../measure/variant-state.ts';
import type { KeptBuild } from '../record/kept-build.ts';
import type { ImageRow } from '../record/rows.ts';

/**
 * What earlier sessions of a run have found out, from their rows: which images work, which edits show, and what failed. An
 * image that was not read is open again.
 */
export function statesFromRows(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): VariantStates {
  const states = new VariantStates();
  for (const image of images) {
    if (image.state === 'built' || image.state === 'unhealthy') states.noteProof(proofOf(image, builds));
  }
  states.noteAllRead();
  const working = new Set(images.filter(({ healthy }) => healthy !== false).map(variantId));
  for (const row of builds) {
    const scenario = scenarios.get(row.scenario);
    const trouble = troubleOf(row);
    if (row.state === 'failed' || row.phase === 'prime')
      states.noteSample({ visit: row, state: row.state, trouble }, scenario);
    if (row.phase !== 'measure' || scenario?.edit === undefined || !working.has(variantId(row))) continue;
    if (hasImage(row)) states.noteEdit(row, undefined);
    if (isAppFault(row)) states.noteEdit(row, trouble);
  }
  return states;
}

/** A row of an image that was proved, and does not work. */
const isAppFault = ({ state, error_code: code }: KeptBuild): boolean =>
  state === 'failed' && code !== undefined && appFaults.has(code);

/** Variants with an image that was built and has no row that says what is in it. */
export function unreadVariants(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): Set<string> {
  const read = new Set(
    images.filter(({ state }) => state === 'built' || state === 'unhealthy').map(variantId),
  );
  const built = builds.filter((row) => isUnedited(row, scenarios) && (hasImage(row) || isAppFault(row)));
  return new Set(built.map(variantId).filter((id) => !read.has(id)));
}

/** A build of the app as it is: after it the image of its variant can be proved and read. */
export const isUnedited = (
  { phase, scenario }: Pick<KeptBuild, 'phase' | 'scenario'>,
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): boolean =>
  phase === 'prime'
    ? scenarios.get(scenario)?.cache !== 'imported'
    : phase === 'measure' && scenarios.get(scenario)?.edit === undefined;

const hasImage = ({ state }: KeptBuild): boolean =>
  state === 'built' || state === 'invalid' || state === 'disturbed';

function proofOf(image: ImageRow, builds: readonly KeptBuild[]): HealthProof {
  const variant: Variant = { app: image.app, strategy: image.strategy };
  if (image.state === 'built') return { variant, works: true, start: startOf(image) };
  const row = builds.find((one) => variantId(one) === variantId(variant) && isAppFault(one));
  return { variant, works: false, trouble: troubleOf(row) };
}

/** The row stands already: this is not written again. */
const startOf = ({ start_ms, idle_memory_bytes, stop_ms, stop }: ImageRow): StartFacts => ({
  startMs: start_ms ?? 0,
  idleMemoryBytes: idle_memory_bytes,
  stopMs: stop_ms ?? 0,
  stop: stop ?? 'graceful',
});

/** Rows were written from troubles: their codes are of the catalogue. */
const troubleOf = (row: KeptBuild | undefined): Trouble => ({
  code: (row?.error_code ?? 'APP_NO_ANSWER') as ErrorCode,
  reason: row?.reason ?? 'it did not work in an earlier session of this run',
});
