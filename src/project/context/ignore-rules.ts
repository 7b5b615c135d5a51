import path from 'node:path';
import dockerignore from '@balena/dockerignore';
import { textIfThere } from './text-if-there.ts';

/** What a .dockerignore leaves out of a context. */
export interface IgnoreRules {
  /** The file that was read, relative to the context if it lies there; absent if there is none. */
  readonly file?: string;
  /** Asked once for each folder (relative, empty for the context): whether it leaves out what has this name there. */
  readonly ignoresIn: (folder: string) => (base: string) => boolean;
  /** Whether nothing below an ignored folder can be in the context all the same, because of a `!`. */
  readonly leavesOutAllBelow: (folder: string) => boolean;
}

const nothing: IgnoreRules = { ignoresIn: () => () => false, leavesOutAllBelow: () => false };

/**
 * The rules for one Dockerfile: those of `NAME.dockerignore` beside it, else those of the context's `.dockerignore`
 * (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 * Throws PROJECT_UNREADABLE.
 */
export async function readIgnoreRules(context: string, dockerfile: string): Promise<IgnoreRules> {
  for (const file of [`${dockerfile}.dockerignore`, path.join(context, '.dockerignore')]) {
    const text = await textIfThere(file, 'PROJECT_UNREADABLE');
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
  const mayBeMeant = namesMeant(lines);
  const kept = lines.filter((line) => line.startsWith('!')).map((line) => firstOf(line.slice(1)));
  return {
    ignoresIn: (folder) => {
      // What no rule is about by its name goes with its folder.
      const isIgnored = folder !== '' && rules.ignores(folder);
      return (base) =>
        mayBeMeant(base) ? rules.ignores(folder === '' ? base : `${folder}/${base}`) : isIgnored;
    },
    leavesOutAllBelow: (folder) => !kept.some((first) => /[*?[]/.test(first) || first === firstOf(folder)),
  };
}

/** The first part of a path or pattern. */
const firstOf = (pattern: string): string => pattern.replace(/^\.?\/+/, '').split('/')[0] ?? '';

/** The last part of a pattern: a name, or one with a `*` at one end. */
const simplePart = /^(?:[\w.-]*[\w-]|\*[\w.-]+|[\w.-]+\*)$/;

/**
 * Whether any rule can be about what has this name, by the last part of its pattern: to try each rule on each of fifty thousand files takes
 * longer than all else. A part that is more than a name with a `*` at one end may be about anything.
 */
function namesMeant(lines: readonly string[]): (name: string) => boolean {
  const parts = lines.map((line) => lastOf(line.replace(/^!\s*/, '')));
  if (!parts.every((part) => simplePart.test(part))) return () => true;
  const names = new Set(parts);
  const ends = parts.filter((part) => part.startsWith('*')).map((part) => part.slice(1));
  const starts = parts.filter((part) => part.endsWith('*')).map((part) => part.slice(0, -1));
  return (name) =>
    names.has(name) ||
    ends.some((end) => name.endsWith(end)) ||
    starts.some((start) => name.startsWith(start));
}

const lastOf = (pattern: string): string =>
  pattern
    .replace(/(?:\/+\.?)+$/, '')
    .split('/')
    .at(-1) ?? '';
