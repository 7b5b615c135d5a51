import type { ProjectFolder } from '../project-folder.ts';

/** What is read of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly main?: string;
  readonly packageManager?: string;
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
}

/** The manifest in a folder of the project. One that is no JSON is read as an empty one: npm will say why. */
export async function readManifest(folder: ProjectFolder, inside = ''): Promise<Manifest> {
  const text = await folder.read(inside === '' ? 'package.json' : `${inside}/package.json`);
  try {
    return JSON.parse(text ?? '{}') as Manifest;
  } catch {
    return {};
  }
}
