import { statSync } from 'node:fs';
import path from 'node:path';
import type { AppEdit } from '../../domain/definitions/app.ts';
import { withRemark } from './comments.ts';

/** Tests, and what tools have written, are sources that no image is made of. */
const isBeside = (file: string): boolean =>
  /(^|\/)(tests?|__tests__|spec|e2e|fixtures?|testdata|docs?|examples?|scripts?|\.github|migrations)\//i.test(
    file,
  ) ||
  /([._-](test|spec)s?\.[^/]+|_test\.go|(^|\/)(test_|conftest)[^/]*\.py|\.d\.ts|\.min\.js|\.config\.[cm]?[jt]s|\.pb\.go)$/i.test(
    file,
  ) ||
  /(^|\/)(\.|node_modules\/|vendor\/)/.test(file);

/**
 * The source file that a person would edit: of those that a build copies the one that was committed last, else the one that
 * was changed last. Tests come after everything else. Undefined if there is none.
 */
export function editedSource(
  context: string,
  sources: readonly string[],
  committed: readonly string[],
): string | undefined {
  const there = new Set(sources);
  const lately = committed.filter((file) => there.has(file));
  const best = lately.find((file) => !isBeside(file));
  if (best !== undefined) return best;
  const own = sources.filter((file) => !isBeside(file));
  return newest(context, own) ?? lately[0] ?? newest(context, sources);
}

/** Asked at once: fifty thousand promises would take ten times as long. */
function newest(context: string, files: readonly string[]): string | undefined {
  let found: { readonly file: string; readonly at: number } | undefined;
  for (const file of files) {
    const at = statSync(path.join(context, file)).mtimeMs;
    if (found === undefined || at > found.at || (at === found.at && file < found.file)) found = { file, at };
  }
  return found?.file;
}

/** A remark at the end of a source file. */
export const sourceEdit = (file: string): AppEdit => ({
  kind: 'source',
  files: [file],
  apply: (name, text, unique) => withRemark(name, text, unique) ?? text,
});
