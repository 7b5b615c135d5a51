import { option } from './option.ts';

export const builder = option({
  name: 'builder',
  type: 'string',
  affects: 'rows',
  describe:
    'Build on this buildx builder (`docker buildx ls`), of any driver; the engine, if there is one, starts what comes back (docs/scale.md)',
});

export const builderIsMine = option({
  name: 'builder-is-mine',
  type: 'boolean',
  affects: 'rows',
  describe: 'With --builder: nobody else builds there, so cold builds may empty its cache',
  needs: 'builder',
  default: false,
});
