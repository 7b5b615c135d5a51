import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/native-packages';
const languages = [
  { id: 'native-node', title: '30 packages of npm with native parts', context: 'app/node' },
  { id: 'native-python', title: '30 packages of PyPI with native parts', context: 'app/python' },
] as const;
const apps = languages.map(({ id }) => id);

/**
 * Each package is installed alone and loaded. The image has a layer for each way in which the native part can come, with a file
 * for each package: the log of its installation.
 */
export const experiment: Experiment = {
  id: 'native-packages',
  title: 'the C library that packages with native parts are installed for',
  apps: languages.map((language) => filesApp(folder, language)),
  twins: [
    twinOf(folder, { id: 'packages-on-musl', file: 'on-musl', title: 'Installed on Alpine (musl)', apps }),
    twinOf(folder, { id: 'packages-on-glibc', file: 'on-glibc', title: 'Installed on Debian (glibc)', apps }),
  ],
};
