import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/zstd';
const apps = ['manifests'];
const file = 'pushed';

/** Of layers that come from the base, too. */
const compressed = (compression: string) => ({ output: { compression, 'force-compression': 'true' } });

export const experiment: Experiment = {
  id: 'zstd',
  title: 'the compression of the layers',
  twins: [
    twinOf(folder, { id: 'pushed-gzip', title: 'gzip', apps, file, build: compressed('gzip') }),
    twinOf(folder, {
      ...{ id: 'pushed-gzip-again', title: 'gzip, under another name', apps, file },
      ...{ baseline: 'pushed-gzip', build: compressed('gzip') },
    }),
    twinOf(folder, {
      ...{ id: 'pushed-zstd', title: 'zstd', apps, file },
      ...{ baseline: 'pushed-gzip', build: compressed('zstd') },
    }),
  ],
};
