import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';

/** A project as it lies on disk, without what is installed or built there. */
export interface ProjectFolder {
  /** Absolute. */
  readonly path: string;
  /** Paths from the folder, with slashes, sorted. */
  readonly files: readonly string[];
  readonly has: (file: string) => boolean;
  /** The text of a file; undefined if there is none. */
  readonly read: (file: string) => Promise<string | undefined>;
}

/** What tools make, in folders that nobody names otherwise. */
const made = new Set(['node_modules', '__pycache__', 'venv', 'site-packages']);

/** Names of folders whose content says nothing of the project. */
const isLeftOut = (name: string): boolean => name.startsWith('.') || made.has(name);

/** A source is not larger; what is, was generated. */
const largestBytes = 1_000_000;

/** Lists a project. Links are not followed. Throws PROJECT_UNREADABLE. */
export async function openProject(folder: string): Promise<ProjectFolder> {
  const files: string[] = [];
  const walk = async (inside: string): Promise<void> => {
    const entries = await readdir(path.join(folder, inside), { withFileTypes: true });
    for (const entry of entries) {
      const name = path.posix.join(inside, entry.name);
      if (entry.isFile()) files.push(name);
      else if (entry.isDirectory() && !isLeftOut(entry.name)) await walk(name);
    }
  };
  await walk('').catch((error: unknown) => {
    const { code, path: where } = error as NodeJS.ErrnoException;
    throw new StagebenchError('PROJECT_UNREADABLE', `${where ?? folder} cannot be read: ${code}.`, {
      cause: error,
    });
  });
  const known = new Set(files);
  const has = (file: string): boolean => known.has(file);
  return {
    path: folder,
    files: files.toSorted(),
    has,
    read: async (file) => {
      if (!has(file)) return undefined;
      const text = await readFile(path.join(folder, file), 'utf8');
      return text.length > largestBytes ? '' : text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    },
  };
}

/** The texts of so many sources at most: those near the root come first. */
export async function readSources(
  { files, read }: ProjectFolder,
  isMeant: (file: string) => boolean,
  most = 500,
): Promise<ReadonlyMap<string, string>> {
  const depth = (file: string): number => file.split('/').length;
  const meant = files.filter(isMeant).toSorted((a, b) => depth(a) - depth(b));
  const texts = await Promise.all(
    meant.slice(0, most).map(async (file) => [file, (await read(file)) ?? ''] as const),
  );
  return new Map(texts);
}
