import { expect, test } from 'vitest';
import { aptFailure } from './apt.ts';
import { parsePrintUris } from './print-uris.ts';

test.each([
  ['E: Failed to fetch http://m/x.deb  Hash Sum mismatch', 'HASH_MISMATCH'],
  [
    'E: Failed to fetch http://m/x.deb  File has unexpected size (5 != 6). Mirror sync in progress?',
    'HASH_MISMATCH',
  ],
  [
    "W: GPG error: http://m trixie InRelease: couldn't be verified: NO_PUBKEY 6ED0E7B82643E131",
    'HASH_MISMATCH',
  ],
  ['E: Write error - write (28: No space left on device)', 'PROVISION_FAILED'],
  ["E: Failed to fetch http://m/InRelease  Could not resolve 'm'", 'DOWNLOAD_FAILED'],
])('%s', (line, code) => {
  const error = aptFailure('update', `Hit:1 http://m\n${line}\n${line}\n`);
  expect(error.code).toBe(code);
  expect(error.message).toBe(`apt-get update failed:\n  ${line}`);
});

test('an apt that dies without a word of explanation is quoted', () => {
  expect(aptFailure('update', 'apt-get: bad magic').message).toBe(
    'apt-get update failed:\n  apt-get: bad magic',
  );
});

test('--print-uris says name, version, size and hash; notes between the lines do not matter', () => {
  const hash = 'a0'.repeat(32);
  const text = `Reading package lists...\n'http://m/r/runc_1%3a1.1.5%2bds1_amd64.deb' runc_1%3a1.1.5+ds1_amd64.deb 2709960 SHA256:${hash}\n`;
  expect(parsePrintUris(text)).toEqual([
    {
      name: 'runc',
      version: '1:1.1.5+ds1',
      fileName: 'runc_1%3a1.1.5+ds1_amd64.deb',
      bytes: 2709960,
      sha256: hash,
    },
  ]);
});
