import { expect, test } from 'vitest';
import { trivyVersion, trivyVersionWithoutDatabase } from './trivy-report.fixture.ts';
import { readTrivyVersion } from './trivy-version.ts';

test('the version of Trivy, and schema and date of its database', () => {
  expect(readTrivyVersion(trivyVersion)).toEqual({
    state: 'known',
    version: {
      scannerVersion: '0.68.2',
      databaseVersion: '2',
      databaseDate: '2030-02-03T00:30:11.123Z',
    },
  });
});

test.each([
  ['no database', trivyVersionWithoutDatabase, /which vulnerability database/],
  ['null for a database', '{"Version":"0.68.2","VulnerabilityDB":null}', /which vulnerability database/],
  [
    'a database without a date',
    '{"Version":"0.68.2","VulnerabilityDB":{"Version":2}}',
    /which version it is/,
  ],
  [
    'a date that is none',
    '{"Version":"0.68.2","VulnerabilityDB":{"Version":2,"UpdatedAt":"yesterday"}}',
    /which version it is/,
  ],
  ['text', 'Version: 0.68.2', /which version it is/],
])('unknown: %s', (_, text, reason) => {
  expect(readTrivyVersion(text)).toEqual({ state: 'unknown', reason: expect.stringMatching(reason) });
});
