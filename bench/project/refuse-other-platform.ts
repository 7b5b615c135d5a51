import type { ResolvedBase } from '../../src/domain/image/base.ts';
import { formatPlatform, isPlatformOrEarlier, parsePlatform } from '../../src/domain/image/platform.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Selection } from '../../src/domain/run/job.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { VariantFile } from '../definitions.ts';

/**
 * Throws BASE_OTHER_PLATFORM where a variant of a project is built for another platform than that of a base which was built on this machine:
 * BuildKit would ask a registry for it under a name that no registry has, in every build.
 */
export async function refuseOtherPlatform(
  files: readonly VariantFile[],
  { apps, arms }: Pick<Selection, 'apps' | 'arms'>,
  bases: readonly ResolvedBase[],
  engine: Pick<Engine, 'inspectImage'>,
): Promise<void> {
  for (const { variant, bases: named, past } of files) {
    const { project } = past?.app ?? apps.find(({ id }) => id === variant.app) ?? {};
    const asked = project?.variants[arms.get(variant.strategy)?.dockerfilesOf ?? '']?.platform;
    if (asked === undefined) continue;
    const wanted = parsePlatform(asked);
    for (const base of bases) {
      if (base.source !== 'local' || !named.names.includes(base.name)) continue;
      const platform = (await engine.inspectImage(base.ref))?.platform;
      if (platform === undefined || isPlatformOrEarlier(parsePlatform(platform), wanted)) continue;
      throw new StagebenchError(
        'BASE_OTHER_PLATFORM',
        `${variantId(variant)} is built for ${formatPlatform(wanted)}, and ${base.name} was built on this machine for ${platform}.`,
      );
    }
  }
}
