import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlantedFiles } from '../../src/domain/definitions/app.ts';
import type { Project } from '../../src/domain/definitions/project.ts';
import { copyProject } from '../../src/project/context/copy-context.ts';
import { notSources } from '../definitions.ts';

/**
 * Copies the sources of apps, times included, so that edits never touch the user's files. Resolves with the folder of
 * each copy; who asked for them removes `target`. `projects`: of these, what their builds get is copied.
 */
export async function copyApps(
  target: string,
  contexts: ReadonlyMap<string, string>,
  projects: ReadonlyMap<string, Project> = new Map(),
): Promise<ReadonlyMap<string, string>> {
  await mkdir(target, { recursive: true });
  const copies = [...contexts].map(async ([app, context]) => {
    const copy = path.join(target, app);
    const project = projects.get(app);
    if (project !== undefined) {
      await copyProject(project, copy);
      return [app, copy] as const;
    }
    await cp(context, copy, {
      recursive: true,
      preserveTimestamps: true,
      // Else a relative link would lead out of the copy, to the user's own file.
      verbatimSymlinks: true,
      filter: (source) => source === context || !notSources.has(path.basename(source)),
    });
    return [app, copy] as const;
  });
  return new Map(await Promise.all(copies));
}

/** What was measured is saved by now: copies that cannot be removed are told, and change nothing of the result. */
export async function removeCopies(target: string, note: (text: string) => void): Promise<void> {
  await rm(target, { recursive: true, force: true }).catch((error: unknown) => {
    note(`could not be cleaned up: ${target} (${(error as Error).message}). Remove it by hand.`);
  });
}

/** Makes files in the private copy of an app that no checkout would hold, such as node_modules: the same bytes every time. */
export async function plantFiles(context: string, planted: readonly PlantedFiles[]): Promise<void> {
  for (const { folder, files, bytes } of planted) {
    const target = path.join(context, folder);
    await mkdir(target, { recursive: true });
    for (let number = 1; number <= files; number += 1)
      await writeFile(path.join(target, `${number}.txt`), contentOf(`${folder}/${number}\n`, bytes));
  }
}

/** Each file has its own content, so that nothing on the way can take two of them for one. */
const contentOf = (line: string, bytes: number): string =>
  line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes);
