import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { AppDefinition } from '../../domain/definitions/app.ts';
import type { Clock } from '../../domain/clock.ts';
import { DockerEngine } from '../../engine/docker/docker-engine.ts';
import { measureStarts } from './measure-starts.ts';
import { proveHealth } from './prove-health.ts';

const itg = inject('itg');
const mebibyte = 1024 * 1024;

const app: AppDefinition = {
  ...{ id: 'perl', title: '', context: '.', port: 8080, edits: [], lockfiles: [] },
  ...{ healthPath: '/health', healthAnswer: { state: 'ok' }, workPath: '/work', workAnswer: { state: 'ok' } },
};
const clock: Clock = {
  monotonicMs: () => performance.now(),
  date: () => new Date(),
  pause: (ms) => pause(ms),
};

/** Answers every request; what it does with SIGTERM and how much it holds in memory is said by the environment. */
const server = String.raw`use Socket;
$SIG{TERM} = $ENV{ON_TERM} eq 'ignore' ? 'IGNORE' : sub { exit $ENV{ON_TERM} };
open my $zeros, '<', '/dev/zero' or die;
my $want = $ENV{MEBIBYTES} * 1048576;
my $held = '';
$want == 0 or sysread($zeros, $held, $want) == $want or die "too little: $!";
socket(S, PF_INET, SOCK_STREAM, 0) or die;
setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
bind(S, sockaddr_in($ENV{PORT}, INADDR_ANY)) or die "bind: $!";
listen(S, 5) or die;
while (1) {
  accept(C, S) or next;
  sysread(C, my $request, 9999);
  syswrite(C, "HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"state\":\"ok\"}");
  close C;
}
`;

describe.skipIf(itg === undefined)(
  `how apps start and stop${itg === undefined ? ' (NOT RUN: no engine)' : ''}`,
  () => {
    let folder: string;
    let engine: DockerEngine;
    const tags: string[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-starts-'));
      if (itg !== undefined) engine = await DockerEngine.connect(itg.kind, itg.endpoint);
      await writeFile(path.join(folder, 'server.pl'), server);
    });
    afterAll(async () => {
      for (const tag of tags) await engine.removeImage(tag);
      await rm(folder, { recursive: true });
    });

    /** Proves an app that was just built, then measures two starts of it. */
    async function measured(name: string, onTerm: string, mebibytes: number) {
      const dockerfile = path.join(folder, `${name}.Dockerfile`);
      await writeFile(
        dockerfile,
        `FROM debian:trixie-slim
COPY server.pl /server.pl
ENV ON_TERM=${onTerm} MEBIBYTES=${mebibytes}
USER nobody
EXPOSE 8080
CMD ["perl", "/server.pl"]
`,
      );
      const image = `stagebench-itg/starts-${name}:1`;
      tags.push(image);
      const bases = new Map([['debian:trixie-slim', itg?.bases['debian:trixie-slim'] ?? '']]);
      const outcome = await engine.build({ contextDir: folder, dockerfile, tag: image, bases, labels: {} });
      expect(outcome.state, outcome.rawLog.slice(-2000)).toBe('built');
      const { containers } = await engine.inventory();
      const request = { app, image, labels: {}, timeoutMs: 30_000, clock };
      const started = clock.monotonicMs();
      await proveHealth(engine, request);
      const facts = await measureStarts(engine, request, 2);
      expect((await engine.inventory()).containers).toEqual(containers);
      return { ...facts, tookMs: clock.monotonicMs() - started };
    }

    test('one that obeys stops gracefully, long before it would be killed', async () => {
      const facts = await measured('obedient', '0', 0);
      expect(facts.stop).toBe('graceful');
      expect(facts.stopMs).toBeGreaterThan(0);
      expect(facts.stopMs).toBeLessThan(10_000);
      expect(facts.startMs).toBeGreaterThan(0);
    });

    test('one that breaks off is told from one that ends in order', async () => {
      expect((await measured('rude', '3', 0)).stop).toBe('abrupt');
    });

    test('one that ignores the signal is killed after 10 s, and is waited for only once', async () => {
      const facts = await measured('stubborn', 'ignore', 0);
      expect(facts.stop).toBe('killed');
      expect(facts.stopMs).toBeGreaterThanOrEqual(10_000);
      expect(facts.tookMs).toBeLessThan(2 * 10_000);
    });

    test('what one holds is counted once; the files it runs from are not', async () => {
      const empty = await measured('empty', '0', 0);
      const full = await measured('full', '0', 64);
      expect(empty.idleMemoryBytes).toBeGreaterThan(0);
      expect(empty.idleMemoryBytes).toBeLessThan(32 * mebibyte);
      expect(full.idleMemoryBytes).toBeGreaterThanOrEqual(64 * mebibyte);
      expect(full.idleMemoryBytes).toBeLessThan(2 * 64 * mebibyte);
    });
  },
);
