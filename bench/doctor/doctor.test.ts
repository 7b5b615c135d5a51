import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { privatePaths } from '../../src/engine/private/private-paths.ts';
import type { Finding } from './finding.ts';
import { stagebench } from '../in-process-cli.fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-doctor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** On a machine without any engine, from which no registry is reached. */
function doctor(...words: string[]) {
  return stagebench(['doctor', '--results', path.join(folder, 'results'), ...words], {
    ...{ XDG_CACHE_HOME: path.join(folder, 'cache'), DOCKER_HOST: `unix://${folder}/nobody.sock` },
    ...{ HTTPS_PROXY: 'http://127.0.0.1:9', PATH: process.env['PATH'] },
  });
}

describe('doctor', () => {
  test('says the same to a program and to a person, line by line, and changes nothing', async () => {
    const json = await doctor('--json');
    const findings = JSON.parse(json.stdout) as Finding[];
    expect(findings.map(({ what }) => what).slice(0, 11)).toEqual([
      ...['node', 'definitions', 'your engine', 'private engine', 'engine', 'bases'],
      ...['free disk', 'load', 'root', 'extra CA certificates', 'results folder'],
    ]);
    const { stdout, exitCode } = await doctor();
    const told = stdout.split('\n').flatMap((line) => /^[✓✗·] (.*?) {2,}/.exec(line)?.[1] ?? []);
    expect(told).toEqual(findings.map(({ what }) => what));
    expect([exitCode, json.exitCode]).toEqual([2, 2]);
    expect(existsSync(path.join(folder, 'cache'))).toBe(false);
    expect(existsSync(path.join(folder, 'results'))).toBe(false);
  });

  test('says where the bases would come from, how many there are, and what they take', async () => {
    const { stdout } = await doctor();
    expect(stdout).toMatch(
      /· bases +built here: not every registry answers \(docker\.io, gcr\.io\); 0 of 1\d are there/,
    );
    expect(stdout).toMatch(/free disk +.*; needed: 12\.0 GB while all bases are built, 4\.00 GB for a run/);
  });

  test('names a cache folder that others may write to, after all the rest', async () => {
    const cache = path.join(folder, 'cache');
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    const { stdout, exitCode } = await doctor();
    expect(stdout).toMatch(/✗ cache folder +.*\/cache belongs to user \d+ and has mode 777/);
    expect(stdout).toContain(`chmod go-w '${cache}'`);
    expect(stdout).toMatch(/results folder/);
    expect(exitCode).toBe(2);
  });

  test('ends with what to type', async () => {
    const { stdout } = await doctor();
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /^· (first|then) +npm run bench -- --(engine fake|provision)/,
    );
  });
});

describe('with a private engine whose process is there', () => {
  const env = () => ({ XDG_CACHE_HOME: path.join(folder, 'cache') });
  /** A process that looks like the daemon to /proc, and a socket that answers so many questions before it breaks off. */
  async function dying(answers: number) {
    const paths = privatePaths({ env: env() });
    mkdirSync(paths.runtimeDir, { recursive: true });
    const words = ['-e', 'process.stdin.resume()', 'dockerd', '--data-root', paths.dataRoot];
    const daemon = spawn(process.execPath, words, { stdio: ['pipe', 'ignore', 'ignore'] });
    await once(daemon, 'spawn');
    writeFileSync(paths.pidFile, `${daemon.pid ?? 0}`);
    let left = answers;
    const server = createServer((_, response) => {
      left -= 1;
      if (left < 0) response.destroy();
      else response.end('{"Version":"26.1.5","ApiVersion":"1.45"}');
    });
    await new Promise<void>((resolve) => server.listen(paths.socket, resolve));
    return {
      socket: paths.socket,
      [Symbol.asyncDispose]: async () => {
        daemon.stdin.end();
        await once(daemon, 'close');
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        if (!paths.runtimeDir.startsWith(folder)) rmSync(paths.runtimeDir, { recursive: true });
      },
    };
  }
  const whole = [
    ...['node', 'definitions', 'your engine', 'private engine', 'engine', 'bases'],
    ...['free disk', 'load', 'root', 'extra CA certificates', 'results folder'],
  ];

  // 0: it never answers; 2: the status says that it runs, and then it is gone; 4: it goes while it is asked what it has.
  test.each([0, 2, 4])('the list is whole though it is gone after %i answers', async (answers) => {
    await using engine = await dying(answers);
    expect(existsSync(engine.socket)).toBe(true);
    const { stdout, exitCode, stderr } = await doctor('--json');
    expect(stderr).toBe('');
    const findings = JSON.parse(stdout) as Finding[];
    expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining(whole));
    const of = (what: string) => findings.filter((one) => one.what === what).map(({ found }) => found);
    if (answers === 0)
      expect(of('private engine')).toEqual([
        expect.stringMatching(/^process \d+ is there and does not answer$/),
      ]);
    else expect(of('engine')).toContainEqual(expect.stringContaining('it stopped answering'));
    expect(exitCode).toBe(answers === 0 ? 2 : 0);
  });
});
