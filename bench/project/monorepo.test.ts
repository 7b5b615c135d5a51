import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';

const { stagebench, results, onlyRun } = useFakeCli();

let project: string;
beforeEach(() => {
  project = path.join(mkdtempSync(path.join(tmpdir(), 'stagebench-monorepo-')), 'shop');
});
afterEach(() => {
  rmSync(path.dirname(project), { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
    writeFileSync(path.join(project, name), text);
  }
}

const run = (...words: string[]) =>
  stagebench([
    ...['run', '--engine', 'fake', '--project', project, '--results', results(), '--rounds', '1', ...words],
  ]);

/** `api cold built` of each cell of the project. */
async function cells(): Promise<string[]> {
  const { builds } = await onlyRun();
  const own = builds.filter(({ app, phase }) => app === 'shop' && phase === 'measure');
  return [
    ...new Set(own.map(({ strategy, scenario, state }) => `${strategy} ${scenario} ${state}`)),
  ].toSorted();
}

const dockerfile = (folder: string): string => `FROM debian:trixie-slim\nCOPY ${folder} /app\nRUN make\n`;
const app = (name: string) => ({
  [`${name}/main.js`]: '1\n',
  [`${name}/package.json`]: '{"version":"1.0.0"}',
});

test('Dockerfiles that share no file are edited in what each of them copies', async () => {
  write({
    ...app('api'),
    ...app('web'),
    'api.Dockerfile': dockerfile('api'),
    'web.Dockerfile': dockerfile('web'),
  });
  const { exitCode, stderr } = await run('--scenarios', 'edit-source,edit-deps');
  expect(exitCode, stderr).toBe(0);
  for (const name of ['api', 'web'])
    expect(stderr).toMatch(new RegExp(`edit-source +${name}/main\\.js in ${name}\n`));
  expect(stderr).toMatch(/edit-deps +api\/package\.json in api\n +edit-deps +web\/package\.json in web\n/);
  expect(await cells()).toEqual([
    ...['api edit-deps built', 'api edit-source built', 'web edit-deps built', 'web edit-source built'],
  ]);
  const { manifest } = await onlyRun();
  // The fake engine runs what follows a COPY again, if the copy of the context is another one.
  expect(manifest.project?.reruns?.['shop/web']?.['source']).toEqual(['COPY web /app', 'RUN make']);
});

test('one that gets nothing that could be changed has no such scenario, and that is said before the first build', async () => {
  write({
    ...app('api'),
    'data/table.bin': '\0\0',
    'api.Dockerfile': dockerfile('api'),
    'data.Dockerfile': dockerfile('data'),
  });
  const { exitCode, stderr } = await run('--scenarios', 'cold,edit-source');
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toMatch(/edit-source +api\/main\.js in api\n/);
  expect(stderr).toMatch(/edit-source +not measured of data: nothing found that it could change\n/);
  expect(stderr.indexOf('not measured of data')).toBeLessThan(stderr.indexOf('round 1'));
  expect(await cells()).toEqual(['api cold built', 'api edit-source built', 'data cold built']);
});

test('a file that both copy goes before those of one', async () => {
  write({
    ...app('api'),
    ...app('web'),
    'shared/log.js': '1\n',
    'api.Dockerfile': dockerfile('api').replace('RUN', 'COPY shared /shared\nRUN'),
    'web.Dockerfile': dockerfile('web').replace('RUN', 'COPY shared /shared\nRUN'),
  });
  const { stderr } = await run('--scenarios', 'edit-source');
  expect(stderr).toMatch(/edit-source +shared\/log\.js\n/);
});

test('a variant of which stagebench.json says what an edit re-runs is measured, though it gets none of its files', async () => {
  write({
    ...app('api'),
    'data/table.bin': '\0\0',
    'api.Dockerfile': dockerfile('api'),
    'data.Dockerfile': dockerfile('data'),
    'stagebench.json':
      '{"variants":{"api":"api.Dockerfile","data":{"dockerfile":"data.Dockerfile","reruns":{"source":[]}}}}',
  });
  const { exitCode, stderr } = await run('--scenarios', 'edit-source');
  expect(exitCode, stderr).toBe(0);
  expect(await cells()).toEqual(['api edit-source built', 'data edit-source built']);
});
