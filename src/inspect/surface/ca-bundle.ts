import type { MergedFilesystem } from '../filesystem/merged-filesystem.ts';

/** Where programs look for the certificates they trust: https://github.com/golang/go/blob/master/src/crypto/x509/root_linux.go */
const bundles = [
  'etc/ssl/certs/ca-certificates.crt',
  'etc/pki/tls/certs/ca-bundle.crt',
  'etc/ssl/ca-bundle.pem',
  'etc/pki/tls/cacert.pem',
  'etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  'etc/ssl/cert.pem',
];

/** Whether a program of the image finds a bundle of CA certificates. What a runtime carries inside (Node does) is not seen. */
export function hasCaBundle(filesystem: MergedFilesystem): boolean {
  return bundles.some((path) => {
    const entry = filesystem.lookup(path)?.entry;
    return entry?.type === 'file' && entry.size > 0;
  });
}
