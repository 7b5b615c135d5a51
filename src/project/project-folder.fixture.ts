import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ProjectRequest } from './project-request.ts';

/** A project of some files, which goes with the test. */
export function projectFolder(files: Readonly<Record<string, string>>): string {
  const above = mkdtempSync(path.join(tmpdir(), 'stagebench-project-'));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  const root = path.join(above, 'My App');
  mkdirSync(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** Nothing is said of it but what is. */
export const requestOf = (root: string, said: Partial<ProjectRequest> = {}): ProjectRequest => ({
  ...{ root, dockerfiles: [], context: undefined, target: undefined, platform: undefined },
  ...{ buildArgs: [], secrets: [], ssh: [], maps: [], skipped: [] },
  ...said,
});
