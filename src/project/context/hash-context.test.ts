import { appendFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../project-folder.fixture.ts';
import { hashOfContext } from './hash-context.ts';

test('a large file is known by its time; where another checkout counts, by its size and its ends', async () => {
  const context = projectFolder({ 'small.txt': 'small\n' });
  const variants = { default: { dockerfile: path.join(context, 'Dockerfile') } };
  const large = path.join(context, 'large.bin');
  writeFileSync(large, 'begins');
  truncateSync(large, 9_000_000);
  utimesSync(large, 1000, 1000);
  const hashes = () =>
    Promise.all(
      [false, true].map((anywhere) => hashOfContext({ context, variants, skipped: [] }, undefined, anywhere)),
    );
  const [here, anywhere] = await hashes();
  utimesSync(large, 2000, 2000);
  const [touched, sameAnywhere] = await hashes();
  expect(touched).not.toBe(here);
  expect(sameAnywhere).toBe(anywhere);
  writeFileSync(large, 'BEGINS', { flag: 'r+' });
  const [, otherBytes] = await hashes();
  expect(otherBytes).not.toBe(anywhere);
  writeFileSync(large, 'begins', { flag: 'r+' });
  expect((await hashes())[1]).toBe(anywhere);
  appendFileSync(large, 'x');
  expect((await hashes())[1]).not.toBe(anywhere);
});
