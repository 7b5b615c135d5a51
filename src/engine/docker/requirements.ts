import { StagebenchError } from '../../domain/errors.ts';

/** What an engine is wanted for: to give away an image it has it need not be able to build one. */
export type EngineNeeds = 'building' | 'reading';

const oldestApi = '1.44';
const oldestBuildx = '0.13';

/** Compares dotted versions number by number; what follows a number (`0.13.1+ds1`) does not count. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string) => (/\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** What building needs. Throws ENGINE_TOO_OLD or BUILDX_MISSING, saying what was found and what is needed. */
export function checkRequirements(found: {
  version: string;
  apiVersion: string;
  buildxVersion: string | undefined;
}): void {
  if (compareVersions(found.apiVersion, oldestApi) < 0) {
    throw new StagebenchError(
      'ENGINE_TOO_OLD',
      `The engine is ${found.version} (API ${found.apiVersion}); API ${oldestApi} or newer is needed (Docker 25).`,
    );
  }
  if (found.buildxVersion === undefined) {
    throw new StagebenchError('BUILDX_MISSING', 'The docker CLI has no buildx plugin.');
  }
  if (compareVersions(found.buildxVersion, oldestBuildx) < 0) {
    throw new StagebenchError(
      'BUILDX_MISSING',
      `buildx is ${found.buildxVersion}; ${oldestBuildx} or newer is needed.`,
    );
  }
}
