import type { Suite } from './suite.ts';

export const suite: Suite = {
  id: 'default',
  title: 'every strategy in every scenario',
  entries: (strategy) => [{ strategy }],
};
