import { z } from 'zod';
import { StagebenchError } from '../../../domain/errors.ts';
import { execaInTime } from '../../../node/execa-in-time.ts';

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
 * The context that the docker CLI would use; undefined if there is no docker CLI, or one that knows no contexts. Throws
 * ENGINE_UNREACHABLE for what it refuses.
 */
export async function currentContext(
  environment: NodeJS.ProcessEnv,
): Promise<z.infer<typeof contextSchema> | undefined> {
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
