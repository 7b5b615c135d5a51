import { likelyBases } from '../../src/bases/likely-bases.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import type { DockerfileBases } from '../../src/dockerfile/dockerfile-bases.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { ResolvedBase } from '../../src/domain/image/base.ts';

interface ReadFile {
  readonly bases: DockerfileBases;
}

/**
 * Provides the bases of a project: in place of one that is mapped the other, under the name that stands in FROM, and called a
 * substitute. `mapped` is undefined where samples are built. Throws BASE_UNKNOWN with what there is, and with the option that allows the nearest.
 */
export async function provideMapped(
  files: readonly ReadFile[],
  mapped: Readonly<Record<string, string>> | undefined,
  provide: (files: readonly ReadFile[]) => Promise<ResolvedBase[]>,
): Promise<ResolvedBase[]> {
  if (mapped === undefined) return provide(files);
  const takenFor = (name: string): string => mapped[name] ?? name;
  const taken = files.map(({ bases }) => ({
    bases: {
      ...bases,
      names: [...new Set(bases.names.map(takenFor))],
      buildNames: [...new Set(bases.buildNames.map(takenFor))],
    },
  }));
  const provided = await provide(taken).catch((error: unknown) => {
    throw withChoice(error, files, takenFor);
  });
  const byName = new Map(provided.map((base) => [base.name, base]));
  const names = [...new Set(files.flatMap(({ bases }) => bases.names))];
  return names.flatMap((name): ResolvedBase[] => {
    const base = byName.get(takenFor(name));
    if (base === undefined) return [];
    return [takenFor(name) === name ? base : { ...base, name, source: 'substitute' }];
  });
}

function withChoice(error: unknown, files: readonly ReadFile[], takenFor: (name: string) => string): Error {
  if (!(error instanceof StagebenchError) || error.code !== 'BASE_UNKNOWN') return error as Error;
  const known = recipes.filter(({ name }) => !name.startsWith('stagebench/')).map(({ name }) => name);
  const unknown = [...new Set(files.flatMap(({ bases }) => bases.names))].filter(
    (name) => !known.includes(takenFor(name)),
  );
  const maps = unknown.map((name) => `--map ${name}=${likelyBases(name, known)[0] ?? 'NAME'}`);
  return new StagebenchError(
    'BASE_UNMAPPED',
    `No registry answers, and no recipe makes ${unknown.join(', ')}. There are: ${known.join(', ')}. To build on another in place of it, which each row will say: ${maps.join(' ')}`,
    { cause: error },
  );
}
