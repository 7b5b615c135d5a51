import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import type { TlsSettings } from './endpoint.ts';

/**
 * As the docker CLI: DOCKER_TLS_VERIFY (checked) or DOCKER_TLS (not checked) asks for TLS, whatever is in it; certificates lie in
 * DOCKER_CERT_PATH, else in DOCKER_CONFIG, else in ~/.docker. ca.pem must be there, the client's own need not.
 * https://github.com/docker/cli/blob/v28.5.2/cli/flags/options.go
 * Throws ENGINE_UNREACHABLE, naming the file.
 */
export async function tlsOfEnvironment(environment: NodeJS.ProcessEnv): Promise<TlsSettings | undefined> {
  const verify = Boolean(environment['DOCKER_TLS_VERIFY']);
  if (!verify && !environment['DOCKER_TLS']) return undefined;
  const home = environment['HOME'] || homedir();
  const folder =
    environment['DOCKER_CERT_PATH'] || environment['DOCKER_CONFIG'] || path.join(home, '.docker');
  const ca = await pemIn(folder, 'ca.pem', true);
  const key = await pemIn(folder, 'key.pem', false);
  return { verify, ca, client: key && { cert: (await pemIn(folder, 'cert.pem', true)) as Buffer, key } };
}

/** What a docker context that was made with certificates keeps; undefined for one that asks for no TLS. */
export async function tlsOfContext(
  name: string,
  { folder, names }: { readonly folder: string; readonly names: readonly string[] },
  skipsVerify: boolean,
): Promise<TlsSettings | undefined> {
  if (names.length === 0 && !skipsVerify) return undefined;
  const read = (file: string) =>
    names.includes(file)
      ? pemIn(path.join(folder, 'docker'), file, true, `of the context ${name}`)
      : undefined;
  const [ca, cert, key] = [await read('ca.pem'), await read('cert.pem'), await read('key.pem')];
  return { verify: !skipsVerify, ca, client: cert && key && { cert, key } };
}

/** A file of certificates; undefined if it is not there and need not be. */
async function pemIn(
  folder: string,
  name: string,
  isNeeded: boolean,
  whose = 'that DOCKER_TLS_VERIFY or DOCKER_TLS asks for',
): Promise<Buffer | undefined> {
  const file = path.join(folder, name);
  try {
    return await readFile(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isNeeded) return undefined;
    throw new StagebenchError('ENGINE_UNREACHABLE', `${file} ${whose} cannot be read: ${code}.`, {
      cause: error,
    });
  }
}
