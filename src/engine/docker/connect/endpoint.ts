import type { Agent } from 'node:http';
import { StagebenchError } from '../../../domain/errors.ts';
import { shellWord } from '../../../domain/shell-word.ts';
import { sshAgent } from './ssh-agent.ts';

/** Where an engine answers, and the environment the docker CLI needs to speak to the same one. */
export interface DockerEndpoint {
  /** As DOCKER_HOST: `unix:///…`, `tcp://…`, `ssh://…`. */
  readonly host: string;
  /** Variables to lay over the process environment for the CLI; `undefined` takes one away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The buildx builder that uses the engine's own BuildKit: it carries the name of the docker context. */
  readonly builder: string;
  /** Of an engine of ours: the control group below which its daemon and its builds run. */
  readonly controlGroup?: string;
  /** TLS was asked for; nothing is then sent in clear. */
  readonly tls?: TlsSettings | undefined;
}

/** How the engine is checked, and what it checks. */
export interface TlsSettings {
  /** Whom to trust; absent: whom Node trusts. */
  readonly ca?: Buffer | undefined;
  /** The client's own certificate, for an engine that asks for one. */
  readonly client?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** False: the engine may be anybody. */
  readonly verify: boolean;
}

/** How requests reach an engine: a socket, or a host with the agent that makes its connections. */
export type Transport =
  | { readonly socketPath: string }
  | {
      readonly protocol: 'http' | 'https';
      readonly host: string;
      readonly port: number;
      readonly agent?: Agent;
    };

/**
 * Turns DOCKER_HOST into a transport. Throws ENGINE_UNREACHABLE for a form that is not known, and for TLS over a local socket,
 * which docker does not speak either.
 */
export function transportOf(host: string, tls?: TlsSettings, environment: NodeJS.ProcessEnv = {}): Transport {
  const [, scheme = '', socketPath = ''] = /^(unix|npipe):\/\/(.*)$/s.exec(host) ?? [];
  if (scheme !== '') {
    if (tls === undefined) return { socketPath };
    throw unreachable(host, 'DOCKER_TLS or DOCKER_TLS_VERIFY asks for TLS, which goes over tcp:// only');
  }
  const url = URL.canParse(host) ? new URL(host) : undefined;
  switch (url?.protocol) {
    case 'tcp:':
    case 'http:':
    case 'https:':
      return networkTransport(url, tls);
    case 'ssh:':
      // The host stands for whatever is at the other end.
      return {
        ...{ protocol: 'http', host: 'docker.example.com', port: 80 },
        agent: sshAgent(
          sshCommand(url, (why) => unreachable(host, why)),
          environment,
        ),
      };
    default:
      throw new StagebenchError(
        'ENGINE_UNREACHABLE',
        `"${host}" is not an engine address that Stagebench knows.`,
      );
  }
}

/** The socket of this machine behind which the engine is, if it is behind one. */
export const unixSocketOf = ({ host }: Pick<DockerEndpoint, 'host'>): string | undefined =>
  /^unix:\/\/(.*)$/s.exec(host)?.[1];

function networkTransport(url: URL, tls: TlsSettings | undefined): Transport {
  if (tls === undefined && url.protocol !== 'https:')
    return { protocol: 'http', host: url.hostname, port: portOf(url, 2375) };
  const { ca, client, verify = true } = tls ?? {};
  // Most engines are behind a socket, and what encrypts takes 30 ms to load.
  const { Agent: HttpsAgent } = process.getBuiltinModule('node:https');
  const agent = new HttpsAgent({
    ...{ keepAlive: true, rejectUnauthorized: verify },
    ...(ca && { ca }),
    ...client,
  });
  // The docker CLI, which builds, takes 2375 for tcp:// with TLS too.
  const port = portOf(url, url.protocol === 'https:' ? 443 : 2375);
  return { protocol: 'https', host: url.hostname, port, agent };
}

const portOf = ({ port }: URL, usual: number): number => (port === '' ? usual : Number(port));

const unreachable = (host: string, why: string): StagebenchError =>
  new StagebenchError('ENGINE_UNREACHABLE', `No engine can be reached at ${host}: ${why}.`);

/** How long ssh may take to connect; s. */
const connectSeconds = 30;

/**
 * The arguments of ssh that lead to the engine of another machine, as the docker CLI has them: its `dial-stdio` joins the
 * connection with the socket there. https://github.com/docker/cli/blob/v28.5.2/cli/connhelper/connhelper.go
 * Throws what `refuse` gives for an address that docker refuses as well.
 */
export function sshCommand(url: URL, refuse: (why: string) => Error): readonly string[] {
  if (url.hostname === '') throw refuse('it names no host');
  if (url.password !== '') throw refuse('ssh takes no password in an address');
  if (url.search !== '' || url.hash !== '') throw refuse('nothing may follow the host but a path');
  const socket = decodeURIComponent(url.pathname);
  const remote = /^\/*$/.test(socket) ? [] : ['--host', shellWord(`unix://${socket}`)];
  return [
    ...['-o', `ConnectTimeout=${connectSeconds}`, '-T'],
    ...(url.username === '' ? [] : ['-l', decodeURIComponent(url.username)]),
    ...(url.port === '' ? [] : ['-p', url.port]),
    ...['--', url.hostname.replace(/^\[(.*)\]$/, '$1')],
    ...['docker', ...remote, 'system', 'dial-stdio'],
  ];
}
