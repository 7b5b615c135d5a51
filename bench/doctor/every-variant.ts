import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import type { Variant } from '../../src/domain/run/plan.ts';
import { plan } from '../../src/plan/plan.ts';

/** Every app in every strategy. */
export const everyVariant = ({ apps, strategies }: Definitions): readonly Variant[] =>
  plan({ apps, strategies, scenarios: [], rounds: 1, seed: 0 }).variants;
