import type { Check } from '../check.ts';

/** Whether root asks. It keeps no run from starting. */
export const check: Check<'machine'> = {
  ...{ id: 'root', order: 10 },
  find: ({ machine: { uid } }) => [
    { state: 'ok', what: 'root', found: uid === 0 ? 'yes' : 'no: only the private engine needs it' },
  ],
};
