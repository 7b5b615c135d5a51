import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extraCa } from './extra-ca.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-ca-'));
const file = (name: string): string => path.join(folder, name);
const names = (pem: string): string[] =>
  (pem.match(/-----BEGIN[^-]+-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (one) => new X509Certificate(one).subject,
  );

beforeAll(async () => {
  for (const name of ['proxy', 'office']) {
    const words = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    ];
    await execa('openssl', [...words, '-keyout', file('key.pem'), '-out', file(`${name}.pem`)]);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function bundle(...parts: string[]): string {
  writeFileSync(file('bundle.pem'), parts.join('\n'));
  return file('bundle.pem');
}
const damaged = (text: string): string => text.replace(/\n.{8}/, '\nAAAAAAAA');
const pem = (name: string): string => readFileSync(file(`${name}.pem`), 'utf8');

describe('the certificates that a machine trusts beyond the public ones', () => {
  test('are those of the bundle that nobody else knows', async () => {
    expect(
      names(await extraCa(bundle(rootCertificates[0] ?? '', pem('proxy'), rootCertificates[1] ?? ''))),
    ).toEqual(['CN=proxy']);
  });

  test('are none in a bundle of public ones', async () => {
    expect(await extraCa(bundle(...rootCertificates.slice(0, 5)))).toBe('');
  });

  test('come out alike in whatever order, and however often, the bundle has them', async () => {
    const one = await extraCa(bundle(pem('proxy'), pem('office')));
    const other = await extraCa(bundle(`# a comment\n${pem('office')}`, pem('proxy'), pem('office')));
    expect(names(one).toSorted()).toEqual(['CN=office', 'CN=proxy']);
    expect(other).toBe(one);
  });
});

test.each([
  ['cannot be read', () => file('nope.pem'), /nope\.pem cannot be read: ENOENT/],
  ['holds a damaged one', () => bundle(pem('proxy'), damaged(pem('office'))), /bundle\.pem holds a damaged/],
  ['ends in the middle of one', () => bundle(pem('proxy'), pem('office').slice(0, 200)), /holds a damaged/],
  ['holds none', () => bundle('hello'), /bundle\.pem holds no certificate/],
])('a file that %s is an error of usage', async (_, bundleFile, message) => {
  await expect(extraCa(bundleFile())).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(message),
  });
});
