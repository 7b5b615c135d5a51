import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { dockerState } from './docker-state.fixture.ts';
import { describeWithOwnEngine, startOwnEngine, type OwnEngine } from './own-engine.fixture.ts';
import { processStarted } from './processes.fixture.ts';
import { recorded } from './recorded.fixture.ts';

/** Told from any other process of this machine. */
const longStep = `sleep 86398.${process.pid}`;

describeWithOwnEngine("the user's engine", (itg) => {
  let engine: OwnEngine;
  let checkout: Checkout;
  let folder: string;
  let before: Awaited<ReturnType<typeof dockerState>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stagebench-user-'));
    checkout = await copyCheckout(itg.goApp);
    const parent = itg.bases['debian:trixie'] ?? '';
    engine = await startOwnEngine(itg, 'itg-user', { images: [parent] });
    await fillLikeAUser(parent);
    before = await dockerState(engine.docker);
  });
  afterAll(async () => {
    await engine.remove();
    await checkout.remove();
    await rm(folder, { recursive: true });
  });

  /** An image, a dangling one, one that has the name of a base, a stopped container, a volume, cache with a cache mount. */
  async function fillLikeAUser(parent: string): Promise<void> {
    for (const text of ['old', 'new']) {
      await writeFile(
        path.join(folder, 'Dockerfile'),
        `FROM ${parent}\nRUN --mount=type=cache,target=/kept echo ${text} >> /kept/log && echo ${text} > /text\n`,
      );
      await engine.docker('buildx', 'build', '--network=host', '--tag=user/app:1', folder);
    }
    await engine.docker('tag', 'user/app:1', 'debian:trixie-slim');
    await engine.docker(
      'run',
      '--network=none',
      '--name=stopped',
      '--volume=user-data:/data',
      'user/app:1',
      'sh',
      '-c',
      'echo precious > /data/file',
    );
  }

  const run = (strategy = 'scratch', suite = 'default', rounds = 1) =>
    startCli(
      checkout.root,
      [
        'run',
        '--engine',
        'docker',
        '--bases',
        'local',
        '--apps',
        'go',
        '--suite',
        suite,
        '--strategies',
        strategy,
        '--scenarios',
        suite === 'default' ? 'cold,warm' : 'cold',
        '--rounds',
        String(rounds),
      ],
      {
        env: { ...engine.endpoint.environment, DOCKER_HOST: engine.endpoint.host },
      },
    );

  /** Nothing is missing or changed, and nothing came but bases. */
  async function expectAsBefore(): Promise<void> {
    const { images, ...rest } = await dockerState(engine.docker);
    expect(rest).toEqual({
      containers: before.containers,
      volumes: before.volumes,
      cacheRecords: before.cacheRecords,
    });
    expect(images).toEqual(expect.arrayContaining(before.images));
    const added = images.filter((image) => !before.images.includes(image));
    expect(added.filter((image) => !/^\S+ stagebench-base\//.test(image))).toEqual([]);
  }

  test('was filled with something of each kind', () => {
    expect(before.images.filter((line) => line.endsWith('<none>:<none>'))).toHaveLength(1);
    expect(
      before.images.filter((line) => /user\/app:1|debian:trixie-slim$/.test(line)).length,
    ).toBeGreaterThanOrEqual(2);
    expect(before.containers).toEqual([expect.stringMatching(/ stopped exited$/)]);
    expect(before.volumes).toEqual(['user-data']);
    expect(before.cacheRecords.length).toBeGreaterThan(2);
  });

  test('holds the same after a run that went well, and the bases it built', async () => {
    const step = 'RUN --mount=type=cache,target=/kept echo run >> /kept/log && wc -l < /kept/log > /built';
    await checkout.writeDockerfile('scratch', quickDockerfile({ step }));
    const outcome = await run();
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    const { builds } = await recorded(checkout.results);
    expect(builds).toMatchObject([
      { scenario: 'cold', cold_method: 'no-cache', steps_cached: 0 },
      ...[1, 2, 3, 4, 5].map((repeat) => ({ scenario: 'warm', repeat, steps_cached: 3 })),
    ]);
    await expectAsBefore();
    expect((await dockerState(engine.docker)).images.join('\n')).toMatch(
      / stagebench-base\/debian:trixie-slim-/,
    );
  });

  test('and every round is cold, although BuildKit takes WORKDIR from its cache whatever it is told', async () => {
    await checkout.writeDockerfile('scratch', quickDockerfile().replace('\n', '\nWORKDIR /work\n'));
    const outcome = await run('scratch', 'default', 2);
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    const { builds } = await recorded(checkout.results);
    expect(builds.filter(({ scenario, app }) => scenario === 'cold' && app === 'go')).toMatchObject([
      { round: 1, state: 'built', cold_method: 'no-cache', steps_total: 4, steps_cached: 0 },
      { round: 2, state: 'built', cold_method: 'no-cache', steps_total: 4, steps_cached: 1 },
    ]);
    await expectAsBefore();
  });

  test('after a run whose build failed', async () => {
    await checkout.writeDockerfile('scratch', quickDockerfile({ step: 'RUN echo half > /half\nRUN exit 3' }));
    expect((await run()).exitCode).toBe(1);
    await expectAsBefore();
  });

  test('after a run whose app does not work', async () => {
    await checkout.writeDockerfile('scratch', quickDockerfile({ command: '["false"]' }));
    expect((await run()).exitCode).toBe(1);
    await expectAsBefore();
  });

  test('after a run that was interrupted', async () => {
    await checkout.writeDockerfile(
      'scratch',
      quickDockerfile({ step: `RUN echo half > /half\nRUN ${longStep}` }),
    );
    const interrupted = run();
    await processStarted(longStep, interrupted);
    interrupted.kill('SIGINT');
    expect((await interrupted).exitCode).toBe(130);
    await expectAsBefore();
  });

  test('after an experiment that builds before its run to size what it plants', async () => {
    await checkout.writeDockerfile('single-stage', quickDockerfile());
    const outcome = await run('single-stage', 'planted');
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    await expectAsBefore();
  });

  test('what is in the volume, the image and the cache mount is what the user put there', async () => {
    const read = (...words: string[]) =>
      engine.docker('run', '--rm', '--network=none', '--volume=user-data:/data', ...words);
    expect(await read('user/app:1', 'cat', '/data/file', '/text')).toBe('precious\nnew');
    expect(await read('debian:trixie-slim', 'cat', '/text')).toBe('new');
    await writeFile(
      path.join(folder, 'Dockerfile'),
      'FROM user/app:1\nRUN --mount=type=cache,target=/kept cp /kept/log /log\n',
    );
    await engine.docker('buildx', 'build', '--network=host', '--tag=user/log:1', folder);
    expect(await read('user/log:1', 'cat', '/log')).toBe('old\nnew');
  });
});
