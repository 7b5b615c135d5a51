import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { startCli } from './cli.fixture.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded, runFolders } from './recorded.fixture.ts';

const password = 'a-password-for-tests';

describeWithEngine('a project whose app needs a database', ({ kind, endpoint }) => {
  let above: string;
  let project: string;
  let outcome: Awaited<ReturnType<typeof startCli>>;
  let run: Awaited<ReturnType<typeof recorded>>;
  const started = (...words: string[]) =>
    startCli(rootFolder, ['run', '--project', project, '--engine', kind, '--bases', 'local', ...words]);
  const containers = () =>
    dockerOn(endpoint)('ps', '--all', '--quiet', '--filter', `label=stagebench.container=${run.name}`);

  beforeAll(async () => {
    above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-project-')));
    project = path.join(above, 'orders');
    await cp(path.join(import.meta.dirname, 'projects/go-and-database'), project, { recursive: true });
    const words = ['--scenarios', 'cold', '--rounds', '1', '--results', path.join(above, 'rows')];
    outcome = await started('--dockerfile', 'cached=docker/cached.Dockerfile', ...words);
    run = await recorded(path.join(above, 'rows'));
  });
  afterAll(() => rm(above, { recursive: true, force: true }));

  test('is measured: the app has written into the database, and read what it wrote', () => {
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    expect(outcome.stderr).toMatch(/service +db: db\/Dockerfile; ready if pg_isready/);
    expect(run.images).toMatchObject([
      { strategy: 'cached', healthy: true, start_ms: expect.any(Number) as number, stop: 'graceful' },
    ]);
  });

  test('no container of it is left, and its password is written nowhere', async () => {
    expect(await containers()).toBe('');
    const entries = await readdir(run.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = await Promise.all(
      files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'latin1')),
    );
    expect([outcome.stdout, outcome.stderr, ...texts].filter((text) => text.includes(password))).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    [
      'does not get ready in time',
      {
        ...{ image: 'debian:trixie-slim', port: 54_331, timeoutSeconds: 1 },
        ...{ environment: { DB_PASSWORD: password } },
        command: ['sh', '-c', 'echo waiting with "$DB_PASSWORD"; exec sleep 60'],
      },
      /error SERVICE_NOT_READY: service db: no answer from its port in 1 s \(timeoutSeconds of the service allows more\)\. Its last log lines:\s+waiting with \*\*\*/,
    ],
    [
      'ends',
      { image: 'debian:trixie-slim', port: 54_331, command: ['sh', '-c', 'echo no disk >&2; exit 4'] },
      /error SERVICE_NOT_READY: service db: the container ended with exit code 4 .*\s+no disk/,
    ],
    [
      'has no image',
      { image: 'postgres:17', port: 54_331 },
      /error SERVICE_IMAGE: service db: the engine has no image postgres:17, .*There are: .*debian:trixie-slim/s,
    ],
    [
      'cannot be built',
      { dockerfile: 'db/broken.Dockerfile', port: 54_331 },
      /error SERVICE_IMAGE: service db: its image cannot be built: .*exit code: 5.*no such package/s,
    ],
  ])('a service that %s ends the run before its first build, with the reason', async (_, db, says) => {
    await mkdir(path.join(project, 'db'), { recursive: true });
    const broken = 'FROM debian:trixie-slim\nRUN echo no such package; exit 5\n';
    await writeFile(path.join(project, 'db/broken.Dockerfile'), broken);
    const variants = { cached: 'docker/cached.Dockerfile' };
    await writeFile(path.join(project, 'stagebench.json'), JSON.stringify({ variants, services: { db } }));
    const rows = path.join(above, 'no-rows');
    const ended = await started('--scenarios', 'cold', '--rounds', '1', '--results', rows);
    expect([ended.exitCode, ended.stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(password);
    expect(await runFolders(rows)).toEqual([]);
    expect(await dockerOn(endpoint)('ps', '--all', '--quiet', '--filter', 'label=stagebench.container')).toBe(
      '',
    );
  });
});
