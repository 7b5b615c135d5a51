import path from 'node:path';
import { extraCa } from '../bases/extra-ca.ts';
import type { LocalBasesRequest } from '../bases/local-bases.ts';
import { recipes } from '../bases/recipes/index.ts';
import { formerBase } from '../bases/former-base.ts';
import { resolveBases } from '../bases/resolve-bases.ts';
import type { DockerfileBases } from '../dockerfile/dockerfile-bases.ts';
import type { ResolvedBase } from '../domain/image/base.ts';
import type { Host } from '../domain/host.ts';
import type { BasesChoice } from '../domain/run/job.ts';
import type { Engine } from '../engine/engine.ts';
import { cacheRootOf } from '../engine/private/private-paths.ts';
import { checkTrusted } from '../engine/private/trust/trusted-folder.ts';
import { fakeBases } from './connect-fake.ts';
import { findMmdebstrap } from './private-engine.ts';

/** The folder of the checkout has the recipes. */
type BasesHost = Host & { readonly root: string };

/** A Dockerfile that has been read. */
interface ReadFile {
  readonly bases: DockerfileBases;
}

/** Where progress is told. */
interface BasesProgress {
  /** What stays to be read. */
  readonly note: (text: string) => void;
  /** What the next one replaces. */
  readonly passing: (text: string) => void;
}

/** Provides the bases that the selected variants name, and no others. */
export async function provideBases(
  files: readonly ReadFile[],
  engine: Engine,
  choice: BasesChoice,
  context: BasesHost,
  progress: BasesProgress,
): Promise<ResolvedBase[]> {
  const names = baseNames(files);
  if (engine.kind === 'fake') return fakeBases(names);
  const buildNames = files.flatMap(({ bases }) => bases.buildNames);
  return resolveBases(
    choice.source,
    names,
    await localRequest(engine, choice, context, progress),
    buildNames,
  );
}

/**
 * The bases that a Dockerfile names as they were, by their digests: those that are on the engine still, or that their registry gives. The
 * fake engine has whatever it is asked for. Throws BASE_GONE.
 */
export async function provideFormerBases(
  { names, buildNames }: Pick<DockerfileBases, 'names' | 'buildNames'>,
  digests: ReadonlyMap<string, string>,
  engine: Engine,
  choice: BasesChoice,
  context: BasesHost,
  progress: BasesProgress,
): Promise<ResolvedBase[]> {
  if (engine.kind === 'fake')
    return fakeBases(names).map((base) => ({ ...base, digest: digests.get(base.name) ?? base.digest }));
  const request = await localRequest(engine, choice, context, progress);
  return Promise.all(
    names.map((name) => formerBase(name, digests.get(name), buildNames.includes(name), request)),
  );
}

/** Every base the Dockerfiles name, each once, in order. */
export const baseNames = (files: readonly ReadFile[]): string[] => [
  ...new Set(files.flatMap(({ bases }) => bases.names)),
];

/** What building bases on this machine takes. */
export async function localRequest(
  engine: Engine,
  { caBundle }: Pick<BasesChoice, 'caBundle'>,
  context: BasesHost,
  progress: BasesProgress,
): Promise<LocalBasesRequest> {
  const cacheDir = path.join(cacheRootOf(context.environment), 'bases');
  checkTrusted(cacheDir);
  return {
    engine,
    recipes,
    root: path.join(context.root, 'src', 'bases', 'recipes'),
    extraCa: await extraCa(caBundle),
    tools: {
      mmdebstrap: () => findMmdebstrap(context, progress.passing),
      cacheDir,
      signal: context.signal,
    },
    onProgress: progress.note,
    onStep: progress.passing,
  };
}
