import { parse } from 'smol-toml';
import { z } from 'zod';
import { checkedManifest, unreadable } from '../checked-manifest.ts';
import type { ProjectFolder } from '../project-folder.ts';

const table = z.record(z.string(), z.unknown());

/** What is read of a pyproject.toml: https://packaging.python.org/en/latest/specifications/pyproject-toml/ */
const pyprojectSchema = z.object({
  project: z
    .object({
      dependencies: z.array(z.string()).optional(),
      'requires-python': z.string().optional(),
      scripts: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  'dependency-groups': table.optional(),
  tool: z
    .object({
      poetry: z
        .object({ dependencies: table.optional(), scripts: table.optional(), group: table.optional() })
        .optional(),
    })
    .optional(),
});

export type Pyproject = z.infer<typeof pyprojectSchema>;

/** Throws PROJECT_UNREADABLE, with line and column where it is no TOML. */
export async function readPyproject(folder: ProjectFolder): Promise<Pyproject> {
  const text = (await folder.read('pyproject.toml')) ?? '';
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw unreadable(folder, 'pyproject.toml', `is no TOML: ${(error as Error).message.trim()}`, error);
  }
  return checkedManifest(folder, 'pyproject.toml', value, pyprojectSchema);
}
