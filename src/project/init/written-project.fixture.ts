import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { initFiles, type InitFile } from './init-files.ts';
import type { Ask } from './language.ts';
import { openProject } from './project-folder.ts';

type Files = Readonly<Record<string, string>>;

/** The projects that lie on disk, complete with their lockfiles. */
export const fixture = (name: string): string => path.join(import.meta.dirname, 'fixtures', name);

/** A project of these files, for the time of a test. */
export function writtenProject(files: Files): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-init-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Nobody answers. */
const nobody: Ask = () => Promise.resolve(undefined);

/** What `init` would write into a folder, by file. */
export async function initOf(folder: string, ask = nobody) {
  const { description, files } = await initFiles(await openProject(folder), ask);
  const textOf = (file: string): string => files.find((one: InitFile) => one.file === file)?.text ?? '';
  return { description, files, textOf, strategy: (id: string) => textOf(`docker/${id}.Dockerfile`) };
}
