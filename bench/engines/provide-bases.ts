import path from 'node:path';
import { extraCa } from '../../src/bases/extra-ca.ts';
import type { LocalBasesRequest } from '../../src/bases/local-bases.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import { resolveBases } from '../../src/bases/resolve-bases.ts';
import type { ResolvedBase } from '../../src/domain/base.ts';
import type { Host } from '../../src/domain/host.ts';
import type { BasesChoice } from '../../src/domain/job.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { checkTrusted } from '../../src/engine/private/trust/trusted-folder.ts';
import type { Display } from '../terminal/create-display.ts';
import type { VariantFile } from '../definitions.ts';
import { fakeBases } from './fake-engine.ts';
import { findMmdebstrap } from './private-engine.ts';

/** The folder of the checkout has the recipes. */
type BasesHost = Host & { readonly root: string };

/** Provides the bases that the selected variants name, and no others. */
export async function provideBases(
  files: readonly VariantFile[],
  engine: Engine,
  choice: BasesChoice,
  context: BasesHost,
  display: Pick<Display, 'note' | 'passing'>,
): Promise<ResolvedBase[]> {
  const names = baseNames(files);
  if (engine.kind === 'fake') return fakeBases(names);
  const buildNames = files.flatMap(({ bases }) => bases.buildNames);
  return resolveBases(choice.source, names, await localRequest(engine, choice, context, display), buildNames);
}

/** Every base the Dockerfiles name, each once, in order. */
export const baseNames = (files: readonly VariantFile[]): string[] => [
  ...new Set(files.flatMap(({ bases }) => bases.names)),
];

/** What building bases on this machine takes. */
export async function localRequest(
  engine: Engine,
  { caBundle }: Pick<BasesChoice, 'caBundle'>,
  context: BasesHost,
  display: Pick<Display, 'note' | 'passing'>,
): Promise<LocalBasesRequest> {
  const cacheDir = path.join(cacheRootOf(context.environment), 'bases');
  checkTrusted(cacheDir);
  return {
    engine,
    recipes,
    root: path.join(context.root, 'src', 'bases', 'recipes'),
    extraCa: await extraCa(caBundle),
    tools: {
      mmdebstrap: () => findMmdebstrap(context, display.passing),
      cacheDir,
      signal: context.signal,
    },
    onProgress: display.note,
    onStep: display.passing,
  };
}
