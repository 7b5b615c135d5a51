import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DockerEngine } from '../docker-engine.ts';
import type { DockerEndpoint } from './endpoint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-ssh-'));
const socket = path.join(folder, 'engine.sock');
const log = path.join(folder, 'ssh.log');
const archive = Buffer.alloc(3_000_000, 'abcdefg');

const answers: Readonly<Record<string, unknown>> = {
  '/version': { Version: '28.5.2', ApiVersion: '1.51' },
  '/info': { ID: 'far away', Driver: 'overlay2', NCPU: 2, MemTotal: 8e9 },
  '/networks': [{ Driver: 'bridge' }],
};
const server = createServer(({ url = '' }, response) => {
  const place = url.split('?')[0] ?? '';
  if (place === '/images/get') response.end(archive);
  else response.end(JSON.stringify(answers[place]));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(socket, resolve)));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  rmSync(log, { force: true });
});

/** A program called ssh: it writes its arguments down, and then does this. */
function ssh(name: string, script: string): DockerEndpoint {
  const bin = path.join(folder, name);
  mkdirSync(bin, { recursive: true });
  const file = path.join(bin, 'ssh');
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >>${log}\n${script}\n`);
  chmodSync(file, 0o755);
  const environment = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  return { host: 'ssh://me@build-host', environment, builder: 'default' };
}

/** Joins its input and output with the socket, as `docker system dial-stdio` does at the other end. */
const pipes = `exec '${process.execPath}' -e '
const socket = require("node:net").connect(${JSON.stringify(socket)});
process.stdin.pipe(socket); socket.pipe(process.stdout);'`;

describe('an engine behind ssh', () => {
  test('answers through the ssh of the user, over one connection for one request after the other', async () => {
    const engine = await DockerEngine.connect('docker', ssh('good', pipes), 'reading');
    expect(await engine.info()).toMatchObject({ id: 'far away', version: '28.5.2' });
    expect(readFileSync(log, 'utf8')).toBe(
      '-o ConnectTimeout=30 -T -l me -- build-host docker system dial-stdio\n',
    );
  });

  test('sends an image whole', async () => {
    const engine = await DockerEngine.connect('docker', ssh('good', pipes), 'reading');
    const saved = await text(await engine.saveImages(['x']));
    expect(saved === archive.toString()).toBe(true);
  });

  test('whose host is not known is unreachable, with the words of ssh', async () => {
    const endpoint = ssh('unknown', 'echo "Host key verification failed." >&2; exit 255');
    await expect(DockerEngine.connect('docker', endpoint, 'reading')).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: 'No engine answers at ssh://me@build-host: ssh: Host key verification failed.',
    });
  });

  test('that is not there is unreachable, with how ssh ended', async () => {
    await expect(DockerEngine.connect('docker', ssh('silent', 'exit 3'), 'reading')).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: 'No engine answers at ssh://me@build-host: ssh ended with exit code 3.',
    });
  });

  test('is unreachable without ssh', async () => {
    const endpoint = { ...ssh('none', ''), environment: { PATH: folder } };
    await expect(DockerEngine.connect('docker', endpoint, 'reading')).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: 'No engine answers at ssh://me@build-host: there is no ssh on the PATH.',
    });
    expect(existsSync(log)).toBe(false);
  });

  test('keeps no process alive that has its answer', async () => {
    const { environment } = ssh('good', pipes);
    const program = `
      import { DockerEngine } from ${JSON.stringify(path.join(import.meta.dirname, '..', 'docker-engine.ts'))};
      const endpoint = { host: 'ssh://me@build-host', environment: {}, builder: 'default' };
      console.log((await DockerEngine.connect('docker', endpoint, 'reading')).kind);`;
    const words = ['--input-type=module', '-e', program];
    expect((await execa(process.execPath, words, { env: environment })).stdout).toBe('docker');
  });
});
