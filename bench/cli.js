// What the scripts of a checkout start. Before Node strips the types of its first file it loads what strips them: 15 MB and 0.1 s in
// every process, unless the file is in a compile cache that is in use by then. So this file has no types, and turns the cache on.
import { lstatSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Of the folder of compiled files; `compiledName` in src/engine/private/trust has the same. */
const name = 'stagebench-compiled';

/**
 * Whether a folder is the user's own, and nobody but him and root can put another in its place, by the plainest signs: folders of his or of
 * root on the whole way, without links, into which nobody else may write, or that are sticky. What has others is for cli.ts to judge.
 * @param {string} folder
 * @param {number} uid
 */
function isPlainlyOurs(folder, uid) {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = lstatSync(at);
    const isOurs = found.uid === uid || (found.uid === 0 && at !== folder);
    const isShared = (found.mode & 0o022) !== 0 && (at === folder || (found.mode & 0o1000) === 0);
    if (!found.isDirectory() || !isOurs || isShared) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Made if it is not there. Undefined where it is not plainly ours. */
function compiled() {
  const uid = process.getuid?.();
  if (uid === undefined || process.env['NODE_COMPILE_CACHE'] !== undefined) return undefined;
  const folder = path.join(path.resolve(tmpdir()), `${name}-${uid}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It is there, or cannot be.
  }
  try {
    return isPlainlyOurs(folder, uid) ? folder : undefined;
  } catch {
    return undefined;
  }
}

const folder = compiled();
if (folder !== undefined) enableCompileCache(folder);
await import('./cli.ts');
