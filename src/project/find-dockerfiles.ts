import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { cannotRead, isUnreadable } from './context/cannot-read.ts';

/** Nobody keeps a Dockerfile of his own in these, and they may hold a hundred thousand files. */
const neverLookedInto: ReadonlySet<string> = new Set([
  ...['node_modules', 'vendor', '.git', '.hg', '.svn', '.venv', 'venv', '__pycache__', 'target', 'dist'],
  ...['stagebench-results', 'testdata', '.terraform', '.next', '.cache', '.gradle', '.tox'],
]);

const isDockerfile = (name: string): boolean =>
  /^(docker|container)file$/i.test(name) ||
  /^(docker|container)file[._-].+$/i.test(name) ||
  /^.+\.(docker|container)file$/i.test(name);

/** The ignore file of a Dockerfile, an editor's backup, or a template is none itself. */
const isNone = (name: string): boolean =>
  /(\.dockerignore|~|\.bak|\.orig|\.swp|\.j2|\.tmpl|\.erb)$/i.test(name);

/** No Dockerfile is larger; bytes. */
const most = 1 << 20;

/** FROM with an image and what may follow it, or ARG with a name; no sentence that begins with "From". */
const firstInstruction = /^(?:from\s+(?:--\S+\s+)*\S+(?:\s+as\s+\S+)?\s*|arg\s+\w+.*|from\s.*[\\`])$/i;

/** Whether the first instruction is one that a Dockerfile begins with: a source or a page may be called like one. */
export function beginsLikeOne(file: string): boolean {
  const text = textOf(file);
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const first = lines.map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('#'));
  return first !== undefined && firstInstruction.test(first) && /^\s*from\s/im.test(text);
}

/** The Dockerfiles of a project, relative to its folder, those nearest to the top first. Links to folders are not followed. */
export const findDockerfiles = (root: string, skipped: readonly string[] = []): string[] =>
  namedLikeOne(root, skipped).filter((name) => beginsLikeOne(path.join(root, name)));

/** What is called like a Dockerfile, whatever is in it. */
export function namedLikeOne(root: string, skipped: readonly string[] = []): string[] {
  const found: string[] = [];
  const isSkipped = new Set(skipped.map((file) => path.relative(root, file)));
  // A folder after the other: thousands of promises would take longer than what they wait for.
  const walk = (below: string): void => {
    for (const entry of entriesOf(root, below)) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (isSkipped.has(name)) continue;
      if (entry.isDirectory()) {
        if (!neverLookedInto.has(entry.name)) walk(name);
      } else if (isDockerfile(entry.name) && !isNone(entry.name) && isFile(path.join(root, name)))
        found.push(name);
    }
  };
  walk('');
  return found.toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

function entriesOf(root: string, below: string): Dirent[] {
  try {
    return readdirSync(path.join(root, below), { withFileTypes: true });
  } catch (error) {
    // If builds get such a folder, the reading of the context says so.
    if (!isUnreadable(error)) throw error;
    if (below === '') throw cannotRead(root, ['']);
    return [];
  }
}

/** One that cannot be read is taken for one: whoever reads it says why. */
function textOf(file: string): string {
  try {
    return statSync(file).size > most ? '' : readFileSync(file, 'utf8');
  } catch {
    return 'FROM scratch';
  }
}

/** A link that leads nowhere, or round in a circle, is none. */
const isFile = (file: string): boolean => {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

const depth = (name: string): number => name.split('/').length;
