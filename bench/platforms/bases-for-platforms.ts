import { baseForPlatform } from '../../src/bases/base-for-platform.ts';
import type { LocalBasesRequest } from '../../src/bases/local-bases.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import { isPlatformOrEarlier, parsePlatform } from '../../src/domain/image/platform.ts';
import type { ProjectJob } from '../../src/domain/run/job.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import type { VariantFile } from '../definitions.ts';
import type { PlacedVariants } from './place-platforms.ts';

/**
 * Gives each variant that is built for another platform than the engine's the bases for that one, from their registry. Throws
 * BASE_OTHER_PLATFORM where there are none: BuildKit would build on the wrong one, or ask a registry for a name that no registry has.
 */
export async function basesForPlatforms(
  files: readonly VariantFile[],
  placed: PlacedVariants,
  bases: readonly ResolvedBase[],
  request: LocalBasesRequest,
  project: Pick<ProjectJob, 'mapped'> | undefined,
): Promise<VariantFile[]> {
  const found: VariantFile[] = [];
  for (const file of files) {
    const on = placed.get(variantId(file.variant));
    const own: ResolvedBase[] = [];
    for (const base of file.past?.bases ?? bases) {
      if (on === undefined || !file.bases.names.includes(base.name) || !on.names.has(base.name)) continue;
      const { platform, by } = on.builtFor;
      const here = (await request.engine.inspectImage(base.ref))?.platform;
      if (here === undefined || isPlatformOrEarlier(parsePlatform(here), parsePlatform(platform))) continue;
      const refuse = (why: string, cause?: unknown) =>
        new StagebenchError(
          'BASE_OTHER_PLATFORM',
          `${variantId(file.variant)} is built for ${platform}, and ${base.name} ${why}.`,
          { cause },
        );
      if (base.source === 'local') throw refuse(`was built on this machine for ${here}`);
      if (on.shared.has(base.name))
        throw refuse(`is needed for ${here}, too: name it by another tag in the FROM of one of them`);
      const upstream = project?.mapped[base.name] ?? base.name;
      const fetches = file.bases.buildNames.includes(base.name) && by !== 'cross';
      own.push(
        await baseForPlatform(base, upstream, platform, fetches, request).catch((error: unknown) => {
          if (!(error instanceof StagebenchError) || error.code !== 'REGISTRY_UNREACHABLE') throw error;
          throw refuse(`is here for ${here}: ${error.message.replace(/\.$/, '')}`, error);
        }),
      );
    }
    found.push(own.length === 0 ? file : { ...file, ofPlatform: own });
  }
  return found;
}
