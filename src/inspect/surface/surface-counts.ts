import type { SurfaceCounts } from '../../domain/image/image.ts';
import type { AttackSurface } from './attack-surface.ts';

/** The countable part of an attack surface. */
export function surfaceCounts(surface: AttackSurface): SurfaceCounts {
  const { shells, packageManagers, compilers, networkTools, secretLikeEnv } = surface;
  const tools = [...new Set([...shells, ...packageManagers, ...compilers, ...networkTools])].toSorted();
  return {
    osPackages: surface.osPackages,
    languagePackages: surface.languagePackages,
    executables: surface.executables,
    elfFiles: surface.elfFiles,
    setuidFiles: surface.setuidFiles,
    setgidFiles: surface.setgidFiles,
    capabilityFiles: surface.capabilityFiles,
    worldWritableFiles: surface.worldWritableFiles,
    shells: shells.length,
    packageManagers: packageManagers.length,
    compilers: compilers.length,
    networkTools: networkTools.length,
    runsAsRoot: surface.runsAsRoot,
    caBundle: surface.caBundle,
    tzdata: surface.tzdata,
    secretLikeEnv: secretLikeEnv.length,
    namesFound: [...tools, ...secretLikeEnv.toSorted()],
  };
}
