import type { Check } from '../check.ts';

/** The engine that Stagebench can bring. */
export const check: Check<'private'> = {
  ...{ id: 'private-engine', order: 4 },
  find: ({ private: { state, ...told } }) => [
    { state: state === 'usable' ? 'ok' : 'note', what: 'private engine', ...told },
  ],
};
