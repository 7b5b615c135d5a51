import type { ResolvedBase } from '../domain/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import { ensureLocalBases, type LocalBasesRequest } from './local-bases.ts';
import { trustingBase } from './trusting-base.ts';
import { answerWithin, ensureRegistryBases } from './registry-bases.ts';

/** How long a registry may take to answer before `auto` builds the bases here. */
const patienceMs = 8000;

/** Provides every base named, from where `choice` says; `auto` is the registry if it answers within seconds, else local. */
export async function resolveBases(
  choice: 'auto' | 'registry' | 'local',
  names: readonly string[],
  request: LocalBasesRequest,
  /** Bases whose stages fetch, and so need to trust what this machine trusts. */
  buildNames: readonly string[] = [],
): Promise<ResolvedBase[]> {
  if (names.length === 0) return [];
  const source = choice === 'auto' ? await pickSource(names, request) : choice;
  if (source === 'local') return ensureLocalBases(request, names);
  const pulled = await ensureRegistryBases(request.engine, names, request, request.tools.signal);
  if (request.extraCa === '') return pulled;
  const bases: ResolvedBase[] = [];
  for (const base of pulled) {
    bases.push(buildNames.includes(base.name) ? await trustingBase(base, request) : base);
  }
  return bases;
}

async function pickSource(
  names: readonly string[],
  request: LocalBasesRequest,
): Promise<'registry' | 'local'> {
  request.onProgress('asking whether the registries answer');
  const hosts = new Map(names.map((name) => [registryOf(name), name]));
  try {
    const { signal } = request.tools;
    const answers = [...hosts.values()].map((name) =>
      answerWithin(patienceMs, request.engine.resolveDigest(name), name, signal),
    );
    await Promise.all(answers);
    return 'registry';
  } catch (error) {
    if (!(error instanceof StagebenchError) || error.code !== 'REGISTRY_UNREACHABLE') throw error;
    request.onProgress('no registry answers: the bases are built here');
    return 'local';
  }
}

/** A first component with a dot or a colon is a registry's host; everything else is Docker Hub. */
const registryOf = (name: string): string => {
  const first = name.split('/')[0] ?? '';
  return name.includes('/') && /[.:]/.test(first) ? first : 'docker.io';
};
