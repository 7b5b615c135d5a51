/** Not so are nearly all paths, and they are millions. */
const mayBeUnclean = /(?:^|\/)(?:\.\.?)?(?:\/|$)/;

/**
 * A path of a tar as it is seen from the image's root: without `.`, empty parts and slashes at its ends. `..` is taken
 * off where there is something to take it off from and is otherwise the root itself, as for a process whose root it is.
 */
export function cleanPath(path: string): string {
  if (!mayBeUnclean.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
