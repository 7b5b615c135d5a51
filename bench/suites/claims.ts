import type { Suite } from '../../src/domain/definitions/suite.ts';

/** The claims themselves say what is built, and how often. */
export const suite: Suite = {
  id: 'claims',
  order: 7,
  title:
    'what decides the claims: sample variants and twins of experiments, each as often as a claim needs it',
  isOfClaims: true,
  arms: () => [],
};
