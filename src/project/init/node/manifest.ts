import { z } from 'zod';
import { checkedManifest, unreadable } from '../checked-manifest.ts';
import type { ProjectFolder } from '../project-folder.ts';

const words = z.record(z.string(), z.string());

/** What is read of a package.json. npm takes any `engines`. */
const manifestSchema = z.object({
  name: z.string().optional(),
  main: z.string().optional(),
  // It is written into a command.
  packageManager: z
    .string()
    .regex(/^[\w@.+:/^~-]*$/, 'it is no NAME@VERSION')
    .optional(),
  engines: z.object({ node: z.string().optional() }).optional().catch(undefined),
  scripts: words.optional(),
  dependencies: words.optional(),
  workspaces: z
    .union([z.array(z.string()), z.object({ packages: z.array(z.string()).optional() })])
    .optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest in a folder of the project. Throws PROJECT_UNREADABLE, with line and column where it is no JSON. */
export async function readManifest(folder: ProjectFolder, inside = ''): Promise<Manifest> {
  const file = inside === '' ? 'package.json' : `${inside}/package.json`;
  const text = (await folder.read(file)) ?? '{}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(folder, file, `is no JSON: ${(error as Error).message}.`, error);
  }
  return checkedManifest(folder, file, value, manifestSchema);
}
