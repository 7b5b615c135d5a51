import { expect, test } from 'vitest';
import { explainTrivyFailure } from './trivy-failure.ts';

const exit = 'ended with exit code 1';
const stamp = '2030-02-03T04:05:06Z';

test.each([
  [
    'no network',
    exit,
    `${stamp}\tERROR\t[vulndb] Failed to download artifact\n${stamp}\tFATAL\tFatal error\trun error: init error: DB error: failed to download vulnerability DB: dial tcp: no such host`,
    /exit code 1: Fatal error run error.* no such host\. It could not get its vulnerability database: .*TRIVY_DB_REPOSITORY/,
    true,
  ],
  [
    'told not to fetch a first database',
    exit,
    `${stamp}\tERROR\tThe first run cannot skip downloading DB\n${stamp}\tFATAL\tDB error: --skip-update cannot be specified on the first run`,
    /: DB error: .* first run\. It has no vulnerability database yet: unset TRIVY_SKIP_DB_UPDATE/,
    true,
  ],
  [
    'an old Trivy',
    exit,
    'Error: unknown flag: --scanners',
    /unknown flag: --scanners\. Use Trivy 0\.37/,
    true,
  ],
  ['a full disk', exit, 'write /tmp/x: no space left on device', /Free some space/, false],
  [
    'killed',
    'was ended by SIGKILL',
    '',
    /was ended by SIGKILL and said nothing\. It may have been out of memory/,
    false,
  ],
  ['anything else', 'ended with exit code 2', 'panic.', /exit code 2: panic\. Run `trivy image`/, false],
  ['in colours', exit, `${stamp}\t\u001b[31mFATAL\u001b[0m\tbad tar`, /exit code 1: bad tar\. /, false],
])('%s; whether the next image would fare no better', (_, how, said, expected, lasting) => {
  expect(explainTrivyFailure(how, said)).toEqual({ reason: expect.stringMatching(expected), lasting });
});

test('a long tale is cut', () => {
  const { reason: told } = explainTrivyFailure(exit, `FATAL ${'x'.repeat(10_000)}`);
  expect(told).toContain('x…. Run');
  expect(told.length).toBeLessThan(600);
});
