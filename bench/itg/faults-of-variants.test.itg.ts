import { createServer, type Server } from 'node:net';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

describeWithEngine(
  'a run in which every variant but one is broken in its own way',
  ({ kind, endpoint, goApp }) => {
    let checkout: Checkout;
    let taken: Server;
    let outcome: Awaited<ReturnType<typeof startCli>>;
    let run: Awaited<ReturnType<typeof recorded>>;

    beforeAll(async () => {
      checkout = await copyCheckout(goApp);
      const port = await new Promise<number>((resolve) => {
        taken = createServer().listen(0, '0.0.0.0', () =>
          resolve((taken.address() as { port: number }).port),
        );
      });
      const dockerfiles = {
        'single-stage': quickDockerfile({
          step: 'RUN for n in 1 2 3; do echo line $n of the log; done; exit 7',
        }),
        'multi-stage': quickDockerfile({ command: '["sleep", "1000"]' }),
        slim: quickDockerfile({
          step: `RUN printf '#!/usr/bin/perl\\nuse Socket;socket(S,PF_INET,SOCK_STREAM,0);setsockopt(S,SOL_SOCKET,SO_REUSEADDR,1);\\
bind(S,sockaddr_in($ENV{PORT},INADDR_ANY))||die;listen(S,5);while(accept(C,S)){sysread(C,$b,999);\\
print C "HTTP/1.1 200 OK\\\\r\\\\nContent-Length: 14\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\n{\\\\"app\\\\":\\\\"rust\\\\"}";close C}\\n' > /liar && chmod 755 /liar`,
          command: '["/liar"]',
        }),
        alpine: quickDockerfile({ command: '["sh", "-c", "echo cannot read the config >&2; exit 3"]' }),
        // The port that the engine chose is as good as taken when the app insists on one that is.
        distroless: quickDockerfile({ command: `["sh", "-c", "PORT=${port} exec server"]` }),
        scratch: quickDockerfile(),
      };
      for (const [strategy, text] of Object.entries(dockerfiles))
        await checkout.writeDockerfile(strategy, text);
      outcome = await startCli(checkout.root, [
        'run',
        '--engine',
        kind,
        '--bases',
        'local',
        '--apps',
        'go',
        '--scenarios',
        'cold,warm',
        '--rounds',
        '1',
      ]);
      run = await recorded(checkout.results);
    });
    afterAll(async () => {
      taken.close();
      await checkout.remove();
    });

    const builds = (strategy: string) => run.builds.filter((row) => row.strategy === strategy);
    const image = (strategy: string) => run.images.find((row) => row.strategy === strategy);

    test('goes on to its end, and exits with 1', () => {
      expect(outcome.exitCode, outcome.stderr).toBe(1);
      expect(run.manifest.outcome).toBe('incomplete');
      // Two cells of each variant; only that of scratch works, and is built five times warm.
      expect(run.builds).toHaveLength(12 + 4);
      expect(run.summary).toHaveLength(12);
      expect(builds('scratch').map((row) => row.state)).toEqual(Array.from({ length: 6 }, () => 'built'));
      expect(image('scratch')).toMatchObject({ state: 'built', healthy: true });
      expect(outcome.stdout).toContain('2 of 12 cells built');
    });

    test('a Dockerfile that fails: failed step and last log lines in builds.csv and on the terminal, the log in a file', async () => {
      const [cold, warm] = builds('single-stage');
      expect(cold).toMatchObject({
        state: 'failed',
        error_code: 'BUILD_FAILED',
        wall_ms: undefined,
        image_id: undefined,
      });
      expect(cold?.reason).toMatch(/^step \[\d\/4\] RUN for n .* failed: .*exit code: 7/s);
      expect(cold?.reason).toMatch(
        /Last log lines:\nline 1 of the log\nline 2 of the log\nline 3 of the log$/,
      );
      expect(warm).toMatchObject({ state: 'failed', error_code: 'BUILD_FAILED' });
      expect(outcome.stderr).toContain('line 3 of the log');
      expect(run.logs.filter((name) => name.includes('single-stage'))).toHaveLength(1);
      const log = await readFile(
        path.join(run.folder, 'logs', run.logs.find((name) => name.includes('single-stage')) ?? ''),
        'utf8',
      );
      expect(log).toContain(Buffer.from('line 2 of the log').toString('base64').slice(0, 20));
      expect(image('single-stage')).toMatchObject({ state: 'failed', healthy: false, size_bytes: undefined });
    });

    test.each([
      ['multi-stage', 'APP_NO_ANSWER', /no answer from \/health in 30 s/],
      ['slim', 'APP_WRONG_ANSWER', /"app" is "rust" instead of "go"/],
      ['alpine', 'APP_EXITED', /exit code 3 before it answered.*cannot read the config/s],
      ['distroless', 'PORT_IN_USE', /found its port taken.*address already in use/s],
    ])(
      '%s, whose image does not work, is %s in both its cells and has no times',
      (strategy, code, reason) => {
        for (const row of builds(strategy)) {
          expect(row).toMatchObject({ state: 'failed', error_code: code, wall_ms: undefined });
          expect(row.reason).toMatch(reason);
        }
        expect(image(strategy)).toMatchObject({ state: 'unhealthy', healthy: false, start_ms: undefined });
        expect(image(strategy)?.size_bytes).toBeGreaterThan(0);
        const cells = run.summary.filter((row) => row['strategy'] === strategy);
        expect(cells.map((row) => [row['state'], row['wall_ms_median']])).toEqual([
          ['failed', ''],
          ['failed', ''],
        ]);
      },
    );

    test('leaves no container and no image of its own on the engine', async () => {
      const docker = dockerOn(endpoint);
      const label = `label=stagebench.run=${run.name}`;
      expect(await docker('ps', '--all', '--quiet', '--filter', label)).toBe('');
      expect(await docker('images', '--all', '--quiet', '--filter', label)).toBe('');
    });
  },
);
