import { describe, inject, type SuiteCollector } from 'vitest';
import type { ItgProvided } from './engine.setup.ts';

/** A group of tests that needs the engine of the itg tier. Where there is none its title says that it was not run. */
export function describeWithEngine(title: string, tests: (itg: ItgProvided) => void): SuiteCollector {
  const itg = inject('itg');
  if (itg === undefined) return describe.skip(`${title} (NOT RUN: no engine)`, () => {});
  return describe(title, () => {
    tests(itg);
  });
}
