import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout, type Checkout } from './checkout.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { runSmallSuite } from './small-suite.fixture.ts';

/* What is claimed where the answer is known. In full: docs/method.md. */

describeWithEngine('a verdict on a real engine', ({ kind, goApp }) => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await copyCheckout(goApp);
  });
  afterAll(() => checkout.remove());

  test('aa: two copies of one Dockerfile do not differ clearly in time', async () => {
    const { analysis } = await runSmallSuite(checkout, { kind, suite: 'aa', rounds: 6 });
    expect(analysis.comparisons.map(({ time }) => time.samples)).toEqual([6, 6]);
    // By chance a difference is claimed in 1 of 32 runs of a scenario, in both of them in 1 of 1000.
    const kinds = analysis.comparisons.map(({ time }) => time.verdict.kind);
    expect(kinds.filter((claimed) => claimed === 'faster' || claimed === 'slower').length).toBeLessThan(2);
  });

  test('planted: a tenth more is found, and nothing is called faster', async () => {
    const { analysis } = await runSmallSuite(checkout, { kind, suite: 'planted', rounds: 7, seconds: 4 });
    const found = new Map(analysis.comparisons.map(({ cell, time }) => [cell.strategy, time.verdict.kind]));
    expect([...found.values()]).not.toContain('faster');
    // 0.4 s, in builds whose times differ by some hundredths of a second.
    expect(found.get('single-stage-plus-10')).toBe('slower');
  });
});
