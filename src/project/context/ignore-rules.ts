import { readFile } from 'node:fs/promises';
import path from 'node:path';
import dockerignore from '@balena/dockerignore';

/** What a .dockerignore leaves out of a context. */
export interface IgnoreRules {
  /** The file that was read, relative to the context if it lies there; absent if there is none. */
  readonly file?: string;
  readonly ignores: (name: string) => boolean;
  /** Whether nothing below an ignored folder can be in the context all the same, because of a `!`. */
  readonly leavesOutAllBelow: (folder: string) => boolean;
}

const nothing: IgnoreRules = { ignores: () => false, leavesOutAllBelow: () => false };

/**
 * The rules for one Dockerfile: those of `NAME.dockerignore` beside it, else those of the context's `.dockerignore`
 * (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 */
export async function readIgnoreRules(context: string, dockerfile: string): Promise<IgnoreRules> {
  for (const file of [`${dockerfile}.dockerignore`, path.join(context, '.dockerignore')]) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) return { ...ignoreRules(text), file: path.relative(context, file) };
  }
  return nothing;
}

/** The rules of a text: comments, `!` and `**` as Docker reads them. */
function ignoreRules(text: string): Omit<IgnoreRules, 'file'> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const rules = dockerignore.default({ ignorecase: false }).add(lines);
  const kept = lines.filter((line) => line.startsWith('!')).map((line) => firstOf(line.slice(1)));
  return {
    ignores: (name) => rules.ignores(name),
    leavesOutAllBelow: (folder) => !kept.some((first) => /[*?[]/.test(first) || first === firstOf(folder)),
  };
}

/** The first part of a path or pattern. */
const firstOf = (pattern: string): string => pattern.replace(/^\.?\/+/, '').split('/')[0] ?? '';
