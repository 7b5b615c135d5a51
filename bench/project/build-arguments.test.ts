import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { projectFolder } from '../../src/project/project-folder.fixture.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';

const { stagebench, results, onlyRun } = useFakeCli();

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a build argument that looks like a secret is recorded nowhere, and has to be a variable when the run goes on', async () => {
  vi.stubEnv('MY_TOKEN', undefined);
  const project = projectFolder({ Dockerfile: 'FROM node:24-trixie\nARG MY_TOKEN\nCOPY . .\n' });
  const run = (...words: string[]) =>
    stagebench(['run', '--engine', 'fake', '--results', results(), '--scenarios', 'cold', ...words]);
  const first = await run('--project', project, '--rounds', '1', '--build-arg', 'MY_TOKEN=of-somebody');
  expect(first.exitCode).toBe(0);
  const { folder } = await onlyRun();
  expect(readFileSync(path.join(folder, 'run.json'), 'utf8')).not.toContain('of-somebody');
  const resume = () =>
    stagebench([
      ...['run', '--resume', path.basename(folder), '--rounds', '2', '--engine', 'fake'],
      ...['--results', results()],
    ]);
  expect(await resume()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(
      /--build-arg MY_TOKEN: this is no NAME=VALUE,\s+and\s+no\s+variable/,
    ) as string,
  });
  vi.stubEnv('MY_TOKEN', 'of-somebody');
  expect((await resume()).exitCode).toBe(0);
});
