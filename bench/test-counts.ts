import { z } from 'zod';

/** What `--reporter=json` of vitest writes, as far as it is counted: https://vitest.dev/guide/reporters#json-reporter */
const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts the tests of one report. A file that fails without a failing test (it cannot be loaded, a hook throws) counts
 * as one failure, and so does anything else that made the run fail: nothing that is broken adds up to "0 failed".
 */
export function testCounts(report: string, exitCode: number): TestCounts {
  const parsed = reportSchema.safeParse(report === '' ? undefined : JSON.parse(report));
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults, success } = parsed.data;
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  const unnoticed = failed === 0 && (exitCode !== 0 || !success) ? 1 : 0;
  return { passed: numPassedTests, failed: failed + unnoticed, skipped: numPendingTests + numTodoTests };
}

/** `12 passed, 0 failed`, and what was skipped if anything was; summed over tiers. */
export function summaryLine(tiers: readonly TestCounts[]): string {
  const total = (key: keyof TestCounts) => tiers.reduce((sum, tier) => sum + tier[key], 0);
  const skipped = total('skipped');
  return `${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
