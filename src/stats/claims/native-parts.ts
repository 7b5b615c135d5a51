import type { Evidence } from '../../domain/definitions/claim.ts';
import type { Variant } from '../../domain/run/plan.ts';

/** How the native parts of packages came that were installed one by one. */
export interface NativeParts {
  readonly prebuilt: number;
  readonly compiled: number;
  readonly failed: number;
}

/**
 * Counts them in an image of the experiment native-packages: it has a layer for each way, made by `COPY --from=… /out/<way>/`, with a
 * file for each package.
 */
export function nativeParts(evidence: Pick<Evidence, 'layers'>, variant: Variant): NativeParts {
  const layers = evidence.layers(variant);
  const count = (way: keyof NativeParts): number =>
    layers
      .filter(({ created_by: step = '' }) => step.includes(`/out/${way}/`))
      .reduce((sum, { files }) => sum + files, 0);
  return { prebuilt: count('prebuilt'), compiled: count('compiled'), failed: count('failed') };
}

export const tried = ({ prebuilt, compiled, failed }: NativeParts): number => prebuilt + compiled + failed;
