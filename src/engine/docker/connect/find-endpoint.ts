import { z } from 'zod';
import { StagebenchError } from '../../../domain/errors.ts';
import type { DockerEndpoint } from './endpoint.ts';
import { tlsOfContext, tlsOfEnvironment } from './tls-settings.ts';

const defaultHost = 'unix:///var/run/docker.sock';
/** What the docker CLI takes if TLS is asked for and no host is named. */
const defaultTlsHost = 'tcp://localhost:2376';

/** How long the docker CLI may take to read its own configuration; ms. */
const inspectMs = 20_000;

/** What is read of `docker context inspect`. */
const contextSchema = z.object({
  Name: z.string(),
  Endpoints: z.object({ docker: z.object({ Host: z.string(), SkipTLSVerify: z.boolean().optional() }) }),
  TLSMaterial: z.object({ docker: z.array(z.string()).optional() }).optional(),
  Storage: z.object({ TLSPath: z.string() }).optional(),
});

/**
 * The engine the docker CLI would use: DOCKER_HOST, else the current context, else the default socket. Throws
 * ENGINE_UNREACHABLE for what the docker CLI refuses, too.
 */
export async function findEndpoint(environment: NodeJS.ProcessEnv): Promise<DockerEndpoint> {
  const fromVariable = environment['DOCKER_HOST'];
  if (fromVariable) {
    if (/^https?:/i.test(fromVariable)) throw noAddressOfDocker(fromVariable);
    const tls = await tlsOfEnvironment(environment);
    return { host: fromVariable, environment: {}, builder: 'default', tls };
  }
  const context = await currentContext(environment);
  if (context === undefined || context.Name === 'default') {
    const tls = await tlsOfEnvironment(environment);
    const host = context?.Endpoints.docker.Host || (tls === undefined ? defaultHost : defaultTlsHost);
    return { host, environment: {}, builder: 'default', tls };
  }
  const { Host, SkipTLSVerify = false } = context.Endpoints.docker;
  const files = { folder: context.Storage?.TLSPath ?? '', names: context.TLSMaterial?.docker ?? [] };
  const tls = await tlsOfContext(context.Name, files, SkipTLSVerify);
  return { host: Host || defaultHost, environment: {}, builder: context.Name, tls };
}

/** Undefined if there is no docker CLI, or one that knows no contexts. */
async function currentContext(
  environment: NodeJS.ProcessEnv,
): Promise<z.infer<typeof contextSchema> | undefined> {
  // Who names an engine by DOCKER_HOST does without it: it takes 0.05 s to load.
  const { execaInTime } = await import('../../../node/execa-in-time.ts');
  const result = await execaInTime('docker', ['context', 'inspect', '--format', '{{json .}}'], {
    ...{ reject: false, env: environment, stdin: 'ignore', timeout: inspectMs },
  });
  if (result.timedOut) throw noContext(`it did not end within ${inspectMs / 1000} s`);
  if (result.failed) {
    const said = (result.stderr || '').trim().split('\n').at(-1) ?? '';
    if (environment['DOCKER_CONTEXT'] || /context .*not found/i.test(said)) throw noContext(said);
    return undefined;
  }
  try {
    return contextSchema.parse(JSON.parse(result.stdout));
  } catch {
    return undefined;
  }
}

const noContext = (why: string): StagebenchError =>
  new StagebenchError('ENGINE_UNREACHABLE', `\`docker context inspect\` names no engine: ${why}.`);

const noAddressOfDocker = (host: string): StagebenchError =>
  new StagebenchError(
    'ENGINE_UNREACHABLE',
    `DOCKER_HOST is ${host}, which the docker CLI does not take: write tcp://, and DOCKER_TLS_VERIFY=1 for TLS.`,
  );
