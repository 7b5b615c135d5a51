import type { ResolvedBase } from '../domain/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import { ensureLocalBases, type LocalBasesRequest } from './local-bases.ts';
import { ensureRegistryBases } from './registry-bases.ts';

/** How long a registry may take to answer before `auto` builds the bases here. */
const patienceMs = 8000;

/** Provides every base named, from where `choice` says; `auto` is the registry if it answers within seconds, else local. */
export async function resolveBases(
  choice: 'auto' | 'registry' | 'local',
  names: readonly string[],
  request: LocalBasesRequest,
): Promise<ResolvedBase[]> {
  if (names.length === 0) return [];
  const source = choice === 'auto' ? await pickSource(names, request) : choice;
  if (source === 'local') return ensureLocalBases(request, names);
  return ensureRegistryBases(request.engine, names, request);
}

async function pickSource(
  names: readonly string[],
  request: LocalBasesRequest,
): Promise<'registry' | 'local'> {
  request.onProgress('asking whether the registries answer');
  const hosts = new Map(names.map((name) => [registryOf(name), name]));
  const timeout = AbortSignal.timeout(patienceMs);
  const silence = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => {
      reject(new StagebenchError('REGISTRY_UNREACHABLE', 'no answer'));
    });
  });
  try {
    const answers = Promise.all([...hosts.values()].map((name) => request.engine.resolveDigest(name)));
    await Promise.race([answers, silence]);
    return 'registry';
  } catch (error) {
    if (error instanceof StagebenchError && error.code === 'ENGINE_LOST') throw error;
    request.onProgress('no registry answers: the bases are built here');
    return 'local';
  }
}

/** A first component with a dot or a colon is a registry's host; everything else is Docker Hub. */
const registryOf = (name: string): string => {
  const first = name.split('/')[0] ?? '';
  return name.includes('/') && /[.:]/.test(first) ? first : 'docker.io';
};
