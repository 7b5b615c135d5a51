import type Dockerode from 'dockerode';
import { StagebenchError } from '../../domain/errors.ts';

/** Where an engine answers, and the environment the docker CLI needs to speak to the same one. */
export interface DockerEndpoint {
  /** As DOCKER_HOST: `unix:///…`, `tcp://…`, `ssh://…`. */
  readonly host: string;
  /** Variables to lay over the process environment for the CLI; `undefined` takes one away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The buildx builder that uses the engine's own BuildKit: it carries the name of the docker context. */
  readonly builder: string;
  /** Certificates for a `tcp://` address that wants them. */
  readonly tls?: TlsFiles | undefined;
}

/** The content of ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH. */
export interface TlsFiles {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Turns DOCKER_HOST into what dockerode wants. Throws ENGINE_UNREACHABLE for a form that is not known. */
export function dockerodeOptions(host: string, tls?: TlsFiles): Dockerode.DockerOptions {
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  if (host.startsWith('npipe://')) return { socketPath: host.slice('npipe://'.length) };
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url?.protocol === 'tcp:' || url?.protocol === 'http:' || url?.protocol === 'https:') {
    const secure = tls !== undefined || url.protocol === 'https:';
    return {
      protocol: secure ? 'https' : 'http',
      host: url.hostname,
      port: url.port === '' ? (secure ? 2376 : 2375) : Number(url.port),
      ...tls,
    };
  }
  if (url?.protocol === 'ssh:') {
    return {
      protocol: 'ssh',
      host: url.hostname,
      port: url.port === '' ? 22 : Number(url.port),
      ...(url.username === '' ? {} : { username: url.username }),
    };
  }
  throw new StagebenchError(
    'ENGINE_UNREACHABLE',
    `"${host}" is not an engine address that Stagebench knows.`,
  );
}
