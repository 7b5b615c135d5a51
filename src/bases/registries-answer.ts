import { Agent, request } from 'node:https';
import { rootCertificates } from 'node:tls';
import { StagebenchError } from '../domain/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { answerWithin } from './registry-bases.ts';

/** How long a registry may take to answer before `auto` builds the bases here. */
const patienceMs = 8000;

/** Whether every registry that these names are of tells the engine what one of them stands for. */
export async function registriesAnswer(
  engine: Pick<Engine, 'resolveDigest'>,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    const answers = [...oneOfEach(names).values()].map((name) =>
      answerWithin(patienceMs, engine.resolveDigest(name), name, signal),
    );
    await Promise.all(answers);
    return true;
  } catch (error) {
    if (!(error instanceof StagebenchError) || error.code !== 'REGISTRY_UNREACHABLE') throw error;
    return false;
  }
}

/** The same without an engine, as far as this machine can tell: whether each registry says that it is one. */
export async function registriesReachable(
  names: readonly string[],
  extraCa: string,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  const ca = [...rootCertificates, ...(extraCa === '' ? [] : [extraCa])];
  // Older Node knows no `proxyEnv`, and asks without the proxy.
  const agent = new Agent({ ca, proxyEnv: environment });
  const answers = await Promise.all(
    [...oneOfEach(names).keys()].map((host) =>
      isRegistry(`https://${host === 'docker.io' ? 'registry-1.docker.io' : host}/v2/`, agent),
    ),
  );
  agent.destroy();
  return answers.every(Boolean);
}

/** 401 is the usual answer to somebody unknown: https://distribution.github.io/distribution/spec/api/#api-version-check */
function isRegistry(url: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, signal: AbortSignal.timeout(patienceMs) }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200 || answer.statusCode === 401);
    });
    asked.on('error', () => {
      resolve(false);
    });
    asked.end();
  });
}

const oneOfEach = (names: readonly string[]): ReadonlyMap<string, string> =>
  new Map(names.map((name) => [registryOf(name), name]));

/** A first component with a dot or a colon is a registry's host; everything else is Docker Hub. */
export const registryOf = (name: string): string => {
  const first = name.split('/')[0] ?? '';
  return name.includes('/') && /[.:]/.test(first) ? first : 'docker.io';
};
