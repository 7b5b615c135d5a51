import type { Suite } from './suite.ts';

export const suite: Suite = {
  id: 'quick',
  title: 'every strategy once, cold and warm: sizes are exact, times are not',
  scenarios: ['cold', 'warm'],
  rounds: 1,
  entries: (strategy) => [{ strategy }],
};
