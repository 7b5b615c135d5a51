import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stagebench-environment-'));
});
afterAll(() => rm(folder, { recursive: true }));

const words = (engine: string, results = path.join(folder, 'results')) => [
  ...['run', '--engine', engine, '--bases', 'local', '--apps', 'go', '--strategies', 'scratch'],
  ...['--rounds', '1', '--results', results],
];

/** Runs, and expects one known error: exit code 2, nothing on stdout, what happened and what to do on stderr. */
async function expectError(code: string, text: string, run: ReturnType<typeof startCli>): Promise<void> {
  const outcome = await run;
  expect(outcome.stderr).toContain(`error ${code}: ${text}`);
  expect(outcome.stderr).toContain('what to do: ');
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
  expect(outcome.stdout).toBe('');
  expect(outcome.exitCode).toBe(2);
}

describe('an engine that is not good enough', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.closeAllConnections();
  });

  /** Something that speaks HTTP on a socket; gives its address. */
  async function fakeEngine(name: string, listener: RequestListener): Promise<string> {
    const socket = path.join(folder, name);
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    server.unref();
    return `unix://${socket}`;
  }

  test.each([
    ['a socket that is not there', `unix://${import.meta.filename}.nowhere`],
    ['a port where nobody listens', 'tcp://127.0.0.1:9'],
  ])('%s', async (_what, host) => {
    await expectError(
      'ENGINE_UNREACHABLE',
      `No engine answers at ${host}.`,
      startCli(rootFolder, words('docker'), { env: { DOCKER_HOST: host } }),
    );
  });

  test('an address of no known form', async () => {
    await expectError(
      'ENGINE_UNREACHABLE',
      '"gopher" is not an engine address',
      startCli(rootFolder, words('docker'), { env: { DOCKER_HOST: 'gopher' } }),
    );
  });

  test('one that accepts the connection and never says a word', async () => {
    const host = await fakeEngine('silent.sock', () => {});
    await expectError(
      'ENGINE_UNREACHABLE',
      `No engine answers at ${host}: no whole answer within 10 s.`,
      startCli(rootFolder, words('docker'), { env: { DOCKER_HOST: host } }),
    );
  });

  test('one that is too old, with the versions it has and would need', async () => {
    const host = await fakeEngine('old.sock', (request, response) => {
      response.statusCode = request.url?.endsWith('/version') ? 200 : 404;
      response.end(
        JSON.stringify(response.statusCode === 200 ? { Version: '20.10.24', ApiVersion: '1.41' } : {}),
      );
    });
    const text = 'The engine is 20.10.24 (API 1.41); API 1.44 or newer is needed';
    // A client with buildx, or the client is what is found wanting.
    const env = { DOCKER_HOST: host, PATH: `${await fakeClient('new', 'v0.29.1')}:${process.env['PATH']}` };
    await expectError('ENGINE_TOO_OLD', text, startCli(rootFolder, words('docker'), { env }));
  });
});

/** A folder with a `docker` that only knows its buildx. */
async function fakeClient(name: string, buildx: string | undefined): Promise<string> {
  const bin = path.join(folder, name);
  await mkdir(bin, { recursive: true });
  const answer =
    buildx === undefined
      ? 'echo "docker: \'buildx\' is not a docker command." >&2; exit 1'
      : `echo github.com/docker/buildx ${buildx} abc`;
  await writeFile(path.join(bin, 'docker'), `#!/bin/sh\n${answer}\n`);
  await chmod(path.join(bin, 'docker'), 0o755);
  return bin;
}

describeWithEngine('a docker client that is not good enough, before a good engine', ({ endpoint }) => {
  const env = { DOCKER_HOST: endpoint.host };

  test('without buildx', async () => {
    const PATH = `${await fakeClient('without', undefined)}:${process.env['PATH']}`;
    await expectError(
      'BUILDX_MISSING',
      'The docker CLI has no buildx plugin.',
      startCli(rootFolder, words('docker'), { env: { ...env, PATH } }),
    );
  });

  test('with a buildx that is too old', async () => {
    const PATH = `${await fakeClient('old', 'v0.11.2')}:${process.env['PATH']}`;
    await expectError(
      'BUILDX_MISSING',
      'buildx is 0.11.2; 0.13 or newer is needed.',
      startCli(rootFolder, words('docker'), { env: { ...env, PATH } }),
    );
  });

  test('that is not there', async () => {
    const bin = path.join(folder, 'empty');
    await mkdir(bin);
    await symlink(process.execPath, path.join(bin, 'node'));
    await expectError(
      'BUILDX_MISSING',
      'There is no docker CLI on the PATH.',
      startCli(rootFolder, words('docker'), { env: { ...env, PATH: bin } }),
    );
  });
});

describeWithEngine('a Dockerfile that is read by a frontend', ({ kind }) => {
  test('that cannot be had is told before anything is built', async () => {
    const project = path.join(folder, 'with-syntax');
    await mkdir(project);
    await writeFile(
      path.join(project, 'Dockerfile'),
      '# syntax=registry.invalid/frontend:1\nFROM debian:trixie-slim\n',
    );
    const results = path.join(folder, 'no-rows');
    const options = ['--engine', kind, '--bases', 'local', '--results', results];
    await expectError(
      'FRONTEND_MISSING',
      'Dockerfile: the engine does not have the frontend registry.invalid/frontend:1 of the line # syntax=, and it cannot be pulled here: ',
      startCli(rootFolder, ['run', '--project', project, ...options]),
    );
  });
});

describeWithEngine(
  'a results folder that cannot take a run is found out before anything is built',
  ({ kind }) => {
    const run = (results: string) => startCli(rootFolder, words(kind, results));

    test('because it is a file', async () => {
      const file = path.join(folder, 'file');
      await writeFile(file, '');
      await expectError('RESULTS_NOT_WRITABLE', `The results folder ${file} is not a folder.`, run(file));
    });

    test.skipIf(process.getuid?.() !== 0)(
      'because its file system is full (mounting one needs root)',
      async () => {
        const tiny = path.join(folder, 'tiny');
        await mkdir(tiny);
        await execa('mount', ['-t', 'tmpfs', '-o', 'size=500k', 'tmpfs', tiny]);
        try {
          await expectError('RESULTS_NOT_WRITABLE', `The results folder ${tiny} is full.`, run(tiny));
        } finally {
          await execa('umount', [tiny]);
        }
      },
    );
  },
);

describe.skipIf(process.getuid?.() !== 0)('an ordinary user (becoming one needs root)', () => {
  const nobody = 65534;
  const options = () => ({
    uid: nobody,
    env: {
      HOME: folder,
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      DOCKER_HOST: `unix://${path.join(folder, 'nowhere')}`,
    },
  });
  const as = (engine: string, ...more: string[]) =>
    startCli(rootFolder, [...words(engine, path.join(folder, 'mine')), ...more], options());
  beforeAll(() => chmod(folder, 0o1777));

  test('is told that the private engine needs root', async () => {
    await expectError(
      'PROVISION_NEEDS_ROOT',
      'The private engine needs root; this is user 65534.',
      as('private', '--provision'),
    );
  });

  test('is told both reasons when there is no engine of any kind', async () => {
    await expectError(
      'ENGINE_NOT_FOUND',
      `No engine answers at unix://${path.join(folder, 'nowhere')}.`,
      as('auto'),
    );
  });

  test('is told that a folder of somebody else cannot be written', async () => {
    const foreign = path.join(folder, 'foreign');
    await mkdir(foreign, { mode: 0o755 });
    await expectError(
      'RESULTS_NOT_WRITABLE',
      `The results folder ${foreign} cannot be written (EACCES).`,
      startCli(rootFolder, words('private', foreign), options()),
    );
  });
});
