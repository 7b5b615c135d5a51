import type { KeptBuild } from '../../record/kept-build.ts';

/** What built for a platform: `its own` processor (that of the engine, where no platform was asked for), or another one. */
export type Processor = 'its own' | 'another' | 'nobody knows which';

/** A Dockerfile decides whether another processor emulates or has nothing to run: both are built by another one. */
const processors: Readonly<Record<NonNullable<KeptBuild['platform_by']>, Processor>> = {
  ...{ native: 'its own', emulated: 'another', cross: 'another', unsure: 'nobody knows which' },
};

/** All that have built any of these rows. */
export const processorsOf = (builds: readonly KeptBuild[]): Processor[] =>
  [...new Set(builds.map(({ platform_by: by = 'native' }) => processors[by]))].toSorted();
