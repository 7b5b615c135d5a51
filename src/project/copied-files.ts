import path from 'node:path';

/**
 * Whether a build gets a file of the context, by what its COPY, ADD and mounts name: a file, a folder with all in it, or a
 * pattern. A name with a variable in it may be anything.
 */
export function copiedFiles(sources: readonly string[]): (file: string) => boolean {
  const names = sources.map((source) => path.posix.normalize(source).replace(/^\/+|\/+$/g, ''));
  if (names.some((name) => name === '.' || name === '' || name.includes('$'))) return () => true;
  return (file) =>
    names.some((name) => {
      if (!/[*?[]/.test(name)) return file === name || file.startsWith(`${name}/`);
      // A folder that a pattern names brings all that is in it.
      return path.posix.matchesGlob(file, name) || path.posix.matchesGlob(file, `${name}/**`);
    });
}
