import type { Check } from '../check.ts';

/** The user's own engine. Without it a run uses the private one. */
export const check: Check<'own'> = {
  ...{ id: 'your-engine', order: 3 },
  find: ({ own: { engine, ...told } }) => [
    { state: engine === undefined ? 'note' : 'ok', what: 'your engine', ...told },
  ],
};
