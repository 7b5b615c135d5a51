import type { ResolvedBase } from '../domain/image/base.ts';
import { ensureLocalBases, type LocalBasesRequest } from './local-bases.ts';
import { trustingBase } from './trusting-base.ts';
import { registriesAnswer } from './registries-answer.ts';
import { ensureRegistryBases } from './registry-bases.ts';

/** Provides every base named, from where `choice` says; `auto` is the registry if it answers within seconds, else local. */
export async function resolveBases(
  choice: 'auto' | 'registry' | 'local',
  names: readonly string[],
  request: LocalBasesRequest,
  /** Bases whose stages fetch, and so need to trust what this machine trusts. */
  buildNames: readonly string[] = [],
): Promise<ResolvedBase[]> {
  if (names.length === 0) return [];
  const source =
    choice === 'auto' && request.engine.kind !== 'none' ? await pickSource(names, request) : choice;
  if (source !== 'registry') return ensureLocalBases(request, names);
  const pulled = await ensureRegistryBases(request.engine, names, request, request.tools.signal);
  if (request.extraCa === '') return pulled;
  const bases: ResolvedBase[] = [];
  for (const base of pulled) {
    bases.push(buildNames.includes(base.name) ? await trustingBase(base, request) : base);
  }
  return bases;
}

/** The log must say where the bases come from: another source would mean other images. */
async function pickSource(
  names: readonly string[],
  { engine, onProgress, onStep, tools }: LocalBasesRequest,
): Promise<'registry' | 'local'> {
  onStep('asking whether the registries answer');
  if (await registriesAnswer(engine, names, tools.signal)) return 'registry';
  onProgress('no registry answers: missing bases are built on this machine');
  return 'local';
}
