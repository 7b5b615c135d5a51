import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { StagebenchError } from '../domain/errors.ts';

const systemBundle = '/etc/ssl/certs/ca-certificates.crt';
/** Where Debian's ca-certificates package keeps the certificates the bundle is made of. */
const packagedCertificates = '/usr/share/ca-certificates';

/**
 * The CA certificates this machine trusts beyond the public ones, as PEM text, sorted; empty on an ordinary machine. A
 * TLS-inspecting proxy has put one there, and builds inside containers need it. `file` replaces the system's bundle.
 * Throws USAGE if `file` cannot be read or holds no certificate, and if either bundle holds a damaged one.
 */
export async function extraCa(file: string | undefined): Promise<string> {
  const text = await readFile(file ?? systemBundle, 'utf8').catch((error: unknown) => {
    if (file === undefined) return '';
    throw new StagebenchError(
      'USAGE',
      `--ca-bundle ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`,
    );
  });
  const found = certificates(text);
  checkWhole(file === undefined ? systemBundle : `--ca-bundle ${file}`, text, found);
  if (file !== undefined && found.length === 0) {
    throw new StagebenchError('USAGE', `--ca-bundle ${file} holds no certificate.`);
  }
  const known = new Set([...rootCertificates, ...(await packaged())].flatMap(certificates).map(fingerprint));
  const extra = new Map(found.map((pem) => [fingerprint(pem), pem]));
  return [...extra]
    .filter(([print]) => !known.has(print))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, pem]) => `${pem}\n`)
    .join('');
}

const certificates = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

/** OpenSSL's own words for a certificate it cannot read name no file. */
function checkWhole(file: string, text: string, found: readonly string[]): void {
  const begun = text.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
  if (begun === found.length && found.every(isCertificate)) return;
  throw new StagebenchError('USAGE', `${file} holds a damaged certificate.`);
}

function isCertificate(pem: string): boolean {
  try {
    fingerprint(pem);
    return true;
  } catch {
    return false;
  }
}

const fingerprint = (pem: string): string => new X509Certificate(pem).fingerprint256;

async function packaged(): Promise<string[]> {
  const files = await readdir(packagedCertificates, { recursive: true }).catch(() => []);
  const wanted = files.filter((file) => file.endsWith('.crt'));
  return Promise.all(wanted.map((file) => readFile(path.join(packagedCertificates, file), 'utf8')));
}
