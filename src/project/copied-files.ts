import path from 'node:path';
import dockerignore from '@balena/dockerignore';
import type { ContextSource } from '../dockerfile/image-settings.ts';

/**
 * Whether a build gets a file of the context, by what its COPY, ADD and mounts name: a file, a folder with all in it, or a
 * pattern.
 */
export function copiedFiles(sources: readonly ContextSource[]): (file: string) => boolean {
  const each = sources.flatMap(({ names, excluded }) => names.map((name) => copiedOf(name, excluded)));
  return (file) => each.some((isCopied) => isCopied(file));
}

function copiedOf(source: string, excluded: readonly string[]): (file: string) => boolean {
  const name = path.posix.normalize(source).replace(/^\/+|\/+$/g, '');
  const isAll = name === '.' || name === '';
  const isNamed = isAll ? () => true : matching([name]);
  if (excluded.length === 0) return isNamed;
  const isExcluded = matching(excluded);
  const depth = isAll ? 0 : name.split('/').length;
  // A pattern of --exclude is relative to the folder that is copied.
  const within = (file: string): string =>
    file.split('/').slice(depth).join('/') || path.posix.basename(file);
  return (file) => isNamed(file) && !isExcluded(within(file));
}

/** What patterns name, and all that is in a folder that they name. Patterns of COPY are like those of .dockerignore. */
function matching(patterns: readonly string[]): (file: string) => boolean {
  const [name = ''] = patterns;
  if (patterns.length === 1 && !/[*?[\\]/.test(name))
    return (file) => file === name || file.startsWith(`${name}/`);
  const rules = dockerignore.default({ ignorecase: false }).add([...patterns]);
  return (file) => rules.ignores(file);
}
