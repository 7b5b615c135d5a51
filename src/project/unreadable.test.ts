import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dockerfileSteps } from '../dockerfile/dockerfile-steps.ts';
import { findDockerfiles } from './find-dockerfiles.ts';
import { projectFolder, requestOf } from './project-folder.fixture.ts';
import { readProject } from './read-project.ts';

const pipe = (file: string): void => void execFileSync('mkfifo', [file]);
const deep = (file: string): void => writeFileSync(file, '['.repeat(1_000_000));

// Whoever reads a pipe waits for somebody who writes.
test.each<[string, string, (file: string) => void, string, RegExp]>([
  ['a pipe', '.dockerignore', pipe, 'PROJECT_UNREADABLE', /\.dockerignore cannot be read: it is no file\.$/],
  ['a folder', '.dockerignore', mkdirSync, 'PROJECT_UNREADABLE', /cannot be read: it is no file\.$/],
  ['a pipe', 'stagebench.json', pipe, 'PROJECT_CONFIG', /json cannot be read: it is no file\.$/],
  [
    'nested deeply',
    'stagebench.json',
    deep,
    'PROJECT_CONFIG',
    /json cannot be read: it is nested too deeply\.$/,
  ],
])('%s as %s is told', async (_, name, make, code, message) => {
  const root = projectFolder({ Dockerfile: 'FROM a\nCOPY . .' });
  make(path.join(root, name));
  await expect(readProject(requestOf(root))).rejects.toMatchObject({
    ...{ code, message: expect.stringMatching(message) as string },
  });
});

test.runIf(process.platform === 'linux')(
  'a file whose name is no UTF-8 is told: no builder takes it',
  async () => {
    const root = projectFolder({ Dockerfile: 'FROM a' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/f`), Buffer.from([0xff])]), '');
    await expect(readProject(requestOf(root))).rejects.toMatchObject({
      code: 'CONTEXT_UNREADABLE',
      message: `${root} has files that cannot be read: f\uFFFD (the name is no UTF-8).`,
    });
  },
);

test('so is a project that cannot be listed', () => {
  const gone = path.join(projectFolder({}), 'gone');
  expect(() => findDockerfiles(gone)).toThrow(`${gone} has files that cannot be read: the folder itself.`);
});

test('quotes in a flag are read once', () => {
  const flag = `--chown=${'""'.repeat(60)}`;
  const steps = dockerfileSteps(`FROM a\nCOPY ${flag}\nCOPY --chown="a b":c x y`);
  expect(steps.map(({ instruction }) => instruction)).toEqual([`COPY ${flag}`, 'COPY --chown="a b":c x y']);
});
