import { StagebenchError } from '../domain/errors.ts';
import type { Host } from '../domain/host.ts';
import type { EngineChoice } from '../domain/run/job.ts';
import { unixSocketOf } from '../engine/docker/connect/endpoint.ts';
import { findEndpoint } from '../engine/docker/connect/find-endpoint.ts';
import type { EngineNeeds } from '../engine/docker/requirements.ts';
import { askForImages } from '../engine/docker/transfer/ask-for-images.ts';
import { tellIfSlow } from '../node/tell-if-slow.ts';
import type { Connection } from './connection.ts';
import type { EngineHost } from './fake-world.ts';

/** What an engine is wanted for. */
interface Wanted {
  /** Building, unless told. */
  readonly needs?: EngineNeeds;
  /** Images that will be read first: where that is possible, they are asked for before all else. */
  readonly images?: readonly string[];
}

const withoutEngine =
  'Without an engine, images of the builder are read, and not started: nothing shows whether the apps work.';

/** Finds the engine that is asked for; says why not, and which command helps. */
export async function connectEngine(
  { engine, provision, builder }: EngineChoice,
  context: EngineHost,
  onProgress: (text: string) => void,
  wanted: Wanted = {},
): Promise<Connection> {
  switch (engine) {
    case 'docker':
      return connectDocker(context, onProgress, wanted);
    case 'private':
      return connectPrivate(provision, context, onProgress);
    case 'none':
      return (await import('./builder/connect-none.ts')).connectNone(context);
    case 'fake':
      return (await import('./connect-fake.ts')).connectFake(context);
    case 'auto':
      return connectAuto(provision, context, onProgress, wanted).catch(async (error: unknown) => {
        if (builder === undefined || !(error instanceof StagebenchError) || error.code !== 'ENGINE_NOT_FOUND')
          throw error;
        onProgress(`${error.message} ${withoutEngine}`);
        return (await import('./builder/connect-none.ts')).connectNone(context);
      });
  }
}

/** Who uses his own engine does without what starts ours. */
async function connectPrivate(
  provision: boolean,
  context: EngineHost,
  onProgress: (text: string) => void,
): Promise<Connection> {
  const ours = await import('./private-engine.ts');
  return ours.connectPrivate(provision, context, onProgress);
}

async function connectDocker(
  context: Host,
  onProgress: (text: string) => void,
  { needs, images }: Wanted,
): Promise<Connection> {
  const endpoint = await tellIfSlow('`docker context inspect`', onProgress, () =>
    findEndpoint(context.environment),
  );
  const socketPath = endpoint.tls === undefined ? unixSocketOf(endpoint) : undefined;
  const asked =
    images === undefined || socketPath === undefined ? undefined : askForImages(images, socketPath);
  try {
    // The fake engine does without its client, which takes 30 MB.
    const { DockerEngine } = await import('../engine/docker/docker-engine.ts');
    const engine = await tellIfSlow(`the engine at ${endpoint.host}`, onProgress, () =>
      DockerEngine.connect('docker', endpoint, needs, undefined, asked),
    );
    return { engine, clock: context.clock, close: async () => asked?.giveUp() };
  } catch (error) {
    asked?.giveUp();
    throw error;
  }
}

/** The user's engine if it is good enough, else the private one; if neither, both reasons. */
async function connectAuto(
  provision: boolean,
  context: Host,
  onProgress: (text: string) => void,
  wanted: Wanted,
): Promise<Connection> {
  const notGood = ['ENGINE_UNREACHABLE', 'ENGINE_TOO_OLD', 'BUILDX_MISSING'];
  let reason: StagebenchError;
  try {
    return await connectDocker(context, onProgress, wanted);
  } catch (error) {
    if (!(error instanceof StagebenchError) || !notGood.includes(error.code)) throw error;
    reason = error;
  }
  try {
    const connection = await connectPrivate(provision, context, onProgress);
    return { ...connection, instead: reason.message };
  } catch (error) {
    if (!(error instanceof StagebenchError) || error.code !== 'NOT_PROVISIONED') throw error;
    throw new StagebenchError('ENGINE_NOT_FOUND', `${reason.message} ${error.message}`, { cause: reason });
  }
}
