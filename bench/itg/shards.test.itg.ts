import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientEnvironment } from '../../src/engine/private/daemon/client-environment.ts';
import { privatePaths } from '../../src/engine/private/private-paths.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithOwnEngine } from './own-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

describeWithOwnEngine('one plan, measured whole and as two shards on two private engines at once', (itg) => {
  let checkout: Checkout;
  /** The cache folder of a second machine. */
  let second: string;
  const main = privatePaths({ env: process.env });
  const cli = (words: readonly string[], cacheHome = path.dirname(main.cacheRoot)) =>
    startCli(checkout.root, words, { env: { XDG_CACHE_HOME: cacheHome } });

  beforeAll(async () => {
    checkout = await copyCheckout(itg.goApp);
    for (const [strategy, bytes] of [
      ['slim', 1000],
      ['scratch', 2000],
    ] as const)
      await checkout.writeDockerfile(
        strategy,
        quickDockerfile({ step: `RUN head -c ${bytes} /dev/urandom >/built` }),
      );
    // On the disk of the first one: layers cannot lie on an overlay, as the folder for temporary files may be one.
    second = await mkdtemp(path.join(path.dirname(main.cacheRoot), 'second-'));
    const paths = privatePaths({ env: { XDG_CACHE_HOME: second } });
    await execa('mkdir', ['-p', '-m', '700', paths.cacheRoot, paths.engineDir]);
    // The packages, and no engine.
    const packages = ['current', 'roots'].map((name) => path.join(main.engineDir, name));
    await execa('cp', ['-a', ...packages, paths.engineDir]);
    const up = await cli(['engine', 'up'], second);
    expect(up.exitCode, up.stderr).toBe(0);
    await execa('docker', ['save', itg.bases['debian:trixie-slim'] ?? ''], {
      ...{ env: { ...itg.endpoint.environment, DOCKER_HOST: itg.endpoint.host }, buffer: false },
    }).pipe('docker', ['load'], { env: clientEnvironment(paths, process.env) });
  });
  afterAll(async () => {
    await cli(['engine', 'down'], second);
    await rm(second, { recursive: true, force: true });
    await checkout.remove();
  });

  /** Each strategy and its twin are one part of the plan. */
  const plan = [
    ...['--engine', 'private', '--bases', 'local', '--suite', 'aa', '--apps', 'go', '--seed', '1'],
    ...['--strategies', 'slim,scratch', '--scenarios', 'cold', '--rounds', '1'],
  ];
  const resultsOf = (name: string): string => path.join(checkout.root, 'machines', name);
  const measure = (name: string, words: readonly string[] = [], cacheHome?: string) =>
    cli(['run', ...plan, ...words, '--results', resultsOf(name)], cacheHome);

  test('gives the same cells, and images of the same size, byte for byte', async () => {
    const whole = await measure('whole');
    expect(whole.exitCode, whole.stderr).toBe(0);
    const shards = await Promise.all([
      measure('one', ['--shard', '1/2']),
      measure('two', ['--shard', '2/2'], second),
    ]);
    for (const { exitCode, stderr } of shards) expect(exitCode, stderr).toBe(0);
    const merging = await cli([
      'merge',
      resultsOf('one'),
      resultsOf('two'),
      '--results',
      resultsOf('merged'),
    ]);
    expect([merging.exitCode, merging.stderr]).toEqual([0, '']);
    const [of, ofShards] = [await recorded(resultsOf('whole')), await recorded(resultsOf('merged'))];
    expect(ofShards.manifest.plan.cells).toEqual(of.manifest.plan.cells);
    const engines = ofShards.manifest.merged?.shards.map(({ engine }) => engine.id);
    expect(new Set(engines).size).toBe(2);
    const sizes = ({ images }: typeof of) =>
      images
        .map((row) => [row.strategy, row.size_bytes, row.own_bytes, row.layers, row.healthy].join(' '))
        .toSorted();
    expect(sizes(ofShards)).toEqual(sizes(of));
    expect(new Set(of.images.map((row) => row.size_bytes)).size).toBe(2);
    expect(ofShards.images).toHaveLength(4);
  });
});
