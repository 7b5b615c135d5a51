import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { baseLabel } from '../../src/bases/local-bases.ts';
import { baseTag } from '../../src/bases/recipe-hash.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import { dockerfileBases, type DockerfileBases } from '../../src/dockerfile/dockerfile-bases.ts';
import { frontendOf } from '../../src/dockerfile/frontend-of.ts';
import { platformArguments } from '../../src/dockerfile/platform-arguments.ts';
import type { ProjectService, ServiceBuild } from '../../src/domain/definitions/service.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import { familiarName } from '../../src/domain/image/familiar-name.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { ProvidedService } from '../../src/inspect/start/with-services.ts';
import { hashOfContext } from '../../src/project/context/hash-context.ts';
import { provideFrontends } from './provide-frontends.ts';

interface ServiceHost {
  readonly engine: Engine;
  /** Provides what a Dockerfile names in FROM, or an image as if it did. */
  readonly provideBases: (bases: DockerfileBases) => Promise<ResolvedBase[]>;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/**
 * Makes sure that the engine has the images of services. One that is there is taken, as it is. What is built from a Dockerfile stays, as
 * bases do, until `clean --all`; what it is made of is its address. Throws SERVICE_IMAGE, and what the engine throws.
 */
export async function provideServices(
  services: readonly ProjectService[],
  host: ServiceHost,
): Promise<ProvidedService[]> {
  const provided: ProvidedService[] = [];
  for (const service of services) provided.push({ ...service, ref: await refOf(service, host) });
  return provided;
}

async function refOf({ name, image, build }: ProjectService, host: ServiceHost): Promise<string> {
  try {
    if (build !== undefined) return await builtImage(name, build, host);
    return await foundImage(image ?? '', host);
  } catch (error) {
    host.signal.throwIfAborted();
    if (!(error instanceof StagebenchError) || error.code === 'ENGINE_LOST') throw error;
    throw new StagebenchError('SERVICE_IMAGE', `service ${name}: ${error.message}`, { cause: error });
  }
}

async function foundImage(image: string, { engine, provideBases }: ServiceHost): Promise<string> {
  if ((await engine.inspectImage(image)) !== undefined) return image;
  const known = familiarName(image);
  const [base] = await provideBases({ names: [known], buildNames: [], finalBase: known }).catch(
    (error: unknown) => {
      if (!(error instanceof StagebenchError) || !isUnknown(error)) throw error;
      throw unknownImage(image, error);
    },
  );
  if (base === undefined) throw unknownImage(image);
  return base.ref;
}

const isUnknown = ({ code }: StagebenchError): boolean => code === 'BASE_UNKNOWN' || code === 'BASE_UNMAPPED';

function unknownImage(image: string, cause?: StagebenchError): StagebenchError {
  const known = recipes.filter(({ name }) => !name.startsWith('stagebench/')).map(({ name }) => name);
  return new StagebenchError(
    'SERVICE_IMAGE',
    `the engine has no image ${image}, no registry answers, and no recipe makes it. There are: ${known.join(', ')}.`,
    { cause },
  );
}

async function builtImage(name: string, build: ServiceBuild, host: ServiceHost): Promise<string> {
  const { engine, provideBases, signal, note } = host;
  const { dockerfile, context, target, args } = build;
  const text = await readFile(dockerfile, 'utf8');
  const frontend = frontendOf(text, args);
  await provideFrontends([{ dockerfile, frontend }], { engine, signal, note });
  const bases = await provideBases(
    dockerfileBases(path.basename(dockerfile), text, target, { ...platformArguments(), ...args }),
  );
  const tag = baseTag(`service-${name.toLowerCase()}`, await addressOf(build, text, bases));
  // The fake engine has whatever it is asked for by such a name.
  if (engine.kind === 'fake') return `fake/service-${name}`;
  if ((await engine.inspectImage(tag)) !== undefined) return tag;
  note(`service ${name}: building ${path.basename(dockerfile)}`);
  const outcome = await engine.build(
    {
      ...{ contextDir: context, dockerfile, tag, labels: { [baseLabel]: `service ${name}` } },
      bases: new Map(bases.map((base) => [base.name, base.ref])),
      ...(target !== undefined && { target }),
      ...(args && { buildArgs: args }),
    },
    { signal },
  );
  if (outcome.state === 'built') return tag;
  signal.throwIfAborted();
  const { failedStep, message, logTail } = outcome.state === 'failed' ? outcome : { logTail: [] };
  throw new StagebenchError(
    'SERVICE_IMAGE',
    `its image cannot be built: ${failedStep}: ${message}\n${logTail.join('\n')}`,
  );
}

/** SHA-256 of all that its image is made of. */
async function addressOf(
  { dockerfile, context, target, args }: ServiceBuild,
  text: string,
  bases: readonly ResolvedBase[],
): Promise<string> {
  const files = await hashOfContext({ context, variants: { service: { dockerfile } }, skipped: [] });
  const digests = bases.map(({ name, digest }) => [name, digest]);
  return createHash('sha256')
    .update(JSON.stringify([text, files, target, args, digests]))
    .digest('hex');
}
