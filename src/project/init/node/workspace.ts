import { glob } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkedManifest, unreadable } from '../checked-manifest.ts';
import type { ProjectFolder } from '../project-folder.ts';
import type { Manifest } from './manifest.ts';

const settings = 'pnpm-workspace.yaml';
const settingsSchema = z.object({ packages: z.array(z.string()).optional() });

/**
 * The folders of the packages of a workspace, from its root; none if it is no workspace. Throws PROJECT_UNREADABLE.
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
  const text = await folder.read(settings);
  // It may have settings only.
  if (text !== undefined) return membersIn(folder, text);
  return Array.isArray(workspaces) ? workspaces : (workspaces.packages ?? []);
}

function membersIn(folder: ProjectFolder, text: string): readonly string[] {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw unreadable(folder, settings, `is no YAML: ${(error as Error).message.trim()}`, error);
  }
  return checkedManifest(folder, settings, value ?? {}, settingsSchema).packages ?? [];
}
