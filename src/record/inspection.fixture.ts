import type { Inspection } from '../domain/image/inspection.ts';
import { layerFacts, surfaceCounts } from './image-facts.fixture.ts';

/** What was read of an image of which nobody said what it stands on. */
export const inspection = (changes: Partial<Inspection> = {}): Inspection => ({
  ...{
    name: 'app.tar',
    imageId: `sha256:${'0123456789ab'.padEnd(64, '0')}`,
    platform: 'linux/amd64',
    user: '',
  },
  ...{ sizeBytes: 83_000_000, rootfsBytes: 70_000_000, wasteBytes: 2_000_000, wastedFiles: 3 },
  ...{ largestLayerBytes: 80_000_000, layers: 2, historySteps: 3 },
  surface: surfaceCounts(),
  names: {
    osPackages: ['apt 3.0', 'bash 5.2', 'libc6 2.41'],
    languagePackages: ['npm ms 2.1.3'],
    executablePaths: ['/usr/bin/apt', '/usr/bin/bash'],
    shells: ['bash', 'dash'],
    packageManagers: ['apt', 'apt-get', 'dpkg'],
    compilers: ['as', 'cc', 'gcc', 'go', 'ld'],
    networkTools: ['curl', 'git', 'ssh', 'wget'],
    secretLikeEnv: ['API_TOKEN'],
  },
  layerFacts,
  largestFiles: [{ path: '/usr/bin/bash', bytes: 1_300_000 }],
  largestFolders: [{ path: '/usr', bytes: 60_000_000 }],
  largestWaste: [
    { path: '/var/cache/apt/pkgcache.bin', bytes: 1_500_000, layer: 0, hiddenBy: 2, how: 'removed' },
  ],
  notes: [],
  ...changes,
});
