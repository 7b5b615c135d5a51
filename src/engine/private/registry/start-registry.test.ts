import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../../lock/is-alive.ts';
import { registryConfigText, startRegistry } from './start-registry.ts';

const hasSetpriv = (await execa('setpriv', ['--version'], { reject: false })).exitCode === 0;

/** A shell script in the registry's place, and a folder to work in. */
function program(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'stagebench-start-registry-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'docker-registry');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const parent = join(folder, 'registries');
  const left = () => readdirSync(parent).filter((name) => name.startsWith('stagebench-registry-'));
  return { folder, left, options: { program: file, parent, env: process.env } };
}

/** Answers /v2/, and writes down its process id, its arguments and its environment. */
const answering = `cd "$(dirname "$0")"
printf '%s\\n' "$*" > args; env > env
exec "${process.execPath}" -e '
  require("fs").writeFileSync("pid", String(process.pid));
  const server = require("http").createServer((request, response) => response.end());
  server.listen(0, "127.0.0.1", () => console.error("msg=\\"listening on 127.0.0.1:" + server.address().port + "\\""));
'`;

describe.skipIf(!hasSetpriv)('a registry as a child process', () => {
  test('answers where it says, takes nothing from the environment, and is gone when it is closed', async () => {
    const { folder, left, options } = program(answering);
    const env = { ...process.env, REGISTRY_HTTP_ADDR: ':80' };
    const registry = await startRegistry({ ...options, env });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(registry.host).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(read('args')).toMatch(/^serve .*\/registries\/stagebench-registry-\w+\/config\.json\n$/);
    expect(read('env')).not.toContain('REGISTRY_HTTP_ADDR');
    expect(await registry.logTail()).toEqual([`msg="listening on ${registry.host}"`]);
    expect(left()).toHaveLength(1);
    await registry.close();
    await registry.close();
    expect(isAlive(Number(read('pid')))).toBe(false);
    expect(left()).toEqual([]);
  });

  test('that ends at once is an error with its last words, and leaves nothing', async () => {
    const { left, options } = program('echo "no such driver" >&2; exit 3');
    await expect(startRegistry(options)).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringMatching(/ended at once \(exit 3\)[^]*no such driver/),
    });
    expect(left()).toEqual([]);
  });

  test('that cannot be run is an error', async () => {
    const { left, options } = program('');
    const outcome = startRegistry({ ...options, program: `${options.program}-none` });
    await expect(outcome).rejects.toMatchObject({ code: 'TRANSFER_FAILED' });
    expect(left()).toEqual([]);
  });

  test('is ended by an interruption while it starts, and leaves nothing', async () => {
    const { folder, left, options } = program('echo $$ > "$(dirname "$0")/pid"; exec sleep 86397');
    const controller = new AbortController();
    const outcome = startRegistry({ ...options, signal: controller.signal });
    outcome.catch(() => undefined);
    const pid = join(folder, 'pid');
    while (!existsSync(pid) || readFileSync(pid, 'utf8') === '') await pause(5);
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(left()).toEqual([]);
    expect(isAlive(Number(readFileSync(pid, 'utf8')))).toBe(false);
  });
});

test('its configuration keeps to the loopback and to one folder', () => {
  expect(JSON.parse(registryConfigText('/c/data'))).toEqual({
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: '/c/data' }, maintenance: { uploadpurging: { enabled: false } } },
    http: { addr: '127.0.0.1:0', relativeurls: true },
  });
});
