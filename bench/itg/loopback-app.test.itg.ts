import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';

/** The addresses on which this machine listens on a port, as the kernel writes them: proc_net_tcp in its documentation. */
function listening(port: number): string[] {
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return lines.flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [address = '', at] = local.split(':');
    return state === '0A' && at === hex ? [address] : [];
  });
}

// 127.0.0.1, in the byte order of this machine.
const loopback = '0100007F';

describeWithEngine('an app on the network of the host', ({ kind, endpoint, bases, goApp }) => {
  test('listens on the loopback and nowhere else', async ({ skip }) => {
    const engine = await DockerEngine.connect(kind, endpoint);
    if (!(await engine.info()).hostNetworkOnly) skip('this engine gives containers a network of their own');
    const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-loopback-'));
    const tag = `stagebench-itg/loopback-${process.pid}:1`;
    try {
      copyFileSync(path.join(goApp, 'server'), path.join(folder, 'server'));
      const dockerfile = path.join(folder, 'Dockerfile');
      writeFileSync(dockerfile, 'FROM debian:trixie-slim\nCOPY server /server\nCMD ["/server"]\n');
      const built = await engine.build({
        ...{ contextDir: folder, dockerfile, tag, labels: {} },
        bases: new Map([['debian:trixie-slim', bases['debian:trixie-slim'] ?? '']]),
      });
      expect(built.state).toBe('built');
      const app = await engine.createContainer({ image: tag, port: 8080, labels: {} });
      try {
        await app.start();
        while ((await app.ask('/health', 1000)) === undefined) await pause(10);
        const env = await dockerOn(endpoint)('inspect', '--format', '{{json .Config.Env}}', app.id);
        const port = Number(/PORT=(\d+)/.exec(env)?.[1]);
        expect(listening(port)).toEqual([loopback]);
      } finally {
        await app.remove();
      }
    } finally {
      await engine.removeImage(tag).catch(() => undefined);
      rmSync(folder, { recursive: true });
    }
  });
});
