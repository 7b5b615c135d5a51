import { option } from './option.ts';

export const platform = option({
  name: 'platform',
  type: 'string',
  affects: 'rows',
  describe:
    'With --project: the platform to build for, or several, e.g. linux/amd64,linux/arm64 (default: that of the engine; compare-refs takes one); inspect: the one to read in an image of several (default: all in a file)',
});
