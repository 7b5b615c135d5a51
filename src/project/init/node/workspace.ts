import { glob } from 'node:fs/promises';
import { parse } from 'yaml';
import type { ProjectFolder } from '../project-folder.ts';
import type { Manifest } from './manifest.ts';

/**
 * The folders of the packages of a workspace, from its root; none if it is no workspace.
 * https://pnpm.io/pnpm-workspace_yaml, https://docs.npmjs.com/cli/using-npm/workspaces
 */
export async function membersOf(folder: ProjectFolder, manifest: Manifest): Promise<string[]> {
  const patterns = await patternsOf(folder, manifest);
  const isLeftOut = (pattern: string): boolean => pattern.startsWith('!');
  const wanted = patterns.filter((pattern) => !isLeftOut(pattern));
  const exclude = patterns.filter(isLeftOut).map((pattern) => `${pattern.slice(1)}/**`);
  const found = new Set<string>();
  for await (const file of glob(
    wanted.map((pattern) => `${pattern}/package.json`),
    { cwd: folder.path, exclude: [...exclude, '**/node_modules/**'] },
  ))
    found.add(file.replaceAll('\\', '/').replace(/\/?package\.json$/, ''));
  return [...found].filter((inside) => inside !== '' && inside !== '.').toSorted();
}

async function patternsOf(folder: ProjectFolder, { workspaces = [] }: Manifest): Promise<readonly string[]> {
  const text = await folder.read('pnpm-workspace.yaml');
  // It may have settings only.
  if (text !== undefined)
    return (parse(text) as { readonly packages?: readonly string[] } | null)?.packages ?? [];
  return 'packages' in workspaces ? (workspaces.packages ?? []) : (workspaces as readonly string[]);
}
