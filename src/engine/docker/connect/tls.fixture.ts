import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Makes ca.pem, and certificates that it has signed: server.pem for 127.0.0.1 and cert.pem for a client, each with its key. */
export function makeCertificates(folder: string): void {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...curve,
    '-days',
    '2',
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=ca',
  );
  const signed = (name: string, key: string, purpose: string): void => {
    openssl(
      ...['req', '-x509', ...curve, '-days', '2', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-keyout', key],
      ...['-out', `${name}.pem`, '-subj', `/CN=${name}`, '-addext', `extendedKeyUsage=${purpose}`],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE'],
    );
  };
  signed('server', 'server-key.pem', 'serverAuth');
  signed('cert', 'key.pem', 'clientAuth');
}

export const pem = (folder: string, name: string): Buffer => readFileSync(path.join(folder, name));
