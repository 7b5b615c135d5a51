import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acquireLock } from '../../../lock/lock.ts';
import { provision } from '../apt/provision.ts';
import { testCache } from '../apt/test-cache.fixture.ts';
import { privatePaths } from '../private-paths.ts';
import { clientEnvironment } from './client-environment.ts';
import { daemonStatus } from './daemon-status.ts';
import { removeEverything } from './remove-everything.ts';
import { startDaemon } from './start-daemon.ts';
import { stopDaemon } from './stop-daemon.ts';
import { mountsOf, nothing, systemState, whatIsLeft } from './system-traces.fixture.ts';

const { facts, problem, folder, env, paths } = await testCache('the daemon');
const timeout = 300_000;

// One story: each test begins where the one before has left the engine.
describe.skipIf(problem !== undefined)('the daemon of the private engine', { timeout }, () => {
  let systemBefore: Awaited<ReturnType<typeof systemState>>;
  const docker = async (...args: string[]): Promise<string> =>
    (await execa('docker', args, { env: clientEnvironment(paths, env) })).stdout;

  beforeAll(async () => {
    mkdirSync(folder);
    systemBefore = await systemState(paths);
  });
  afterAll(async () => {
    await removeEverything({ env });
    rmSync(folder, { recursive: true });
  }, timeout);

  test('does not start before it is provisioned', async () => {
    await expect(startDaemon(paths, { env })).rejects.toMatchObject({ code: 'NOT_PROVISIONED' });
    expect(existsSync(paths.cacheRoot)).toBe(false);
    expect(await stopDaemon(paths)).toBe(false);
    expect(existsSync(paths.cacheRoot)).toBe(false);
  });

  test('does not start for an ordinary user', async () => {
    await provision({ paths, env, facts });
    await expect(startDaemon(paths, { env, uid: 1000 })).rejects.toMatchObject({
      code: 'PROVISION_NEEDS_ROOT',
    });
  });

  test('is one, if two processes start it at once', async () => {
    const child = () =>
      execa(process.execPath, [join(import.meta.dirname, 'start-daemon.fixture.ts')], { env });
    const started = await Promise.all([child(), child()]);
    const [first, second] = started.map(
      ({ stdout }) => JSON.parse(stdout) as { pid: number; reused: boolean },
    );
    expect(first?.pid).toBe(second?.pid);
    expect([first?.reused, second?.reused].sort()).toEqual([false, true]);
    const status = await daemonStatus(paths, { withSize: true });
    expect(status).toMatchObject({ running: true, pid: first?.pid, version: expect.stringMatching(/^26\./) });
    expect(status.dataRootBytes).toBeGreaterThan(0);
  });

  test('has a session of its own, so that Ctrl-C does not reach it', async () => {
    const { pid } = await daemonStatus(paths);
    const { stdout } = await execa('ps', ['-o', 'sid=', '-p', String(pid)]);
    expect(Number(stdout)).toBe(pid);
  });

  test('builds and runs, finds its init, and shows no mount to others', async () => {
    await buildSleeper(join(folder, 'context'), docker);
    await docker('run', '--detach', '--init', '--network', 'host', 'sleeper');
    expect(await docker('ps', '--quiet')).not.toBe('');
    expect(await docker('info', '--format', '{{.Driver}} {{.InitBinary}}')).toBe('overlay2 docker-init');
    expect(readFileSync(paths.logFile, 'utf8')).not.toContain('Failed to find docker-init');
    expect(mountsOf(paths)).toEqual([]);
  });

  test('stops with its containers, and leaves nothing on the system', async () => {
    expect(await stopDaemon(paths)).toBe(true);
    expect(await whatIsLeft(paths)).toEqual(nothing);
    expect(await systemState(paths)).toEqual(systemBefore);
    expect(await stopDaemon(paths)).toBe(false);
  });

  test('is cleared away with its containers if it was killed, by start and by stop', async () => {
    const { pid } = await startDaemon(paths, { env });
    await docker('run', '--detach', '--network', 'host', 'sleeper');
    process.kill(pid ?? 0, 'SIGKILL');
    const again = await startDaemon(paths, { env });
    expect(again).toMatchObject({ running: true, reused: false });
    expect(await docker('ps', '--quiet')).toBe('');
    await docker('run', '--detach', '--network', 'host', 'sleeper');
    process.kill(again.pid ?? 0, 'SIGKILL');
    expect(await stopDaemon(paths)).toBe(true);
    expect(await whatIsLeft(paths)).toEqual(nothing);
  });

  test('says so with the end of its log if it ends at once', async () => {
    rmSync(paths.dataRoot, { recursive: true });
    mkdirSync(paths.dataRoot);
    writeFileSync(join(paths.dataRoot, 'containerd'), 'a file where dockerd wants a folder');
    const message = expect.stringMatching(/ended at once \(exit 1\)[^]*dockerd\.log:\n[^]*not a directory/);
    await expect(startDaemon(paths, { env })).rejects.toMatchObject({ code: 'ENGINE_START', message });
    expect(await whatIsLeft(paths)).toEqual(nothing);
    rmSync(paths.dataRoot, { recursive: true });
  });

  test('is not left behind by an interrupt while it starts', async () => {
    const interrupt = new AbortController();
    const outcome = startDaemon(paths, {
      env,
      signal: interrupt.signal,
      onProgress: () => interrupt.abort(),
    });
    await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(await whatIsLeft(paths)).toEqual(nothing);
  });

  test('of the other image store runs beside the first', async () => {
    const other = privatePaths({ env, imageStore: 'containerd' });
    const [first, second] = [await startDaemon(paths, { env }), await startDaemon(other, { env })];
    expect(second.pid).not.toBe(first.pid);
    const options = { env: clientEnvironment(other, env) };
    expect((await execa('docker', ['info', '--format', '{{.Driver}}'], options)).stdout).toBe('overlayfs');
    await stopDaemon(paths);
    expect(await daemonStatus(other)).toMatchObject({ running: true });
  });

  test('hands an ssh agent on to a build, however long the path of its folder is', async () => {
    const other = privatePaths({ env, instance: 'long-'.repeat(20) });
    await startDaemon(other, { env });
    await using agent = createServer((connection) => connection.destroy()).listen(join(folder, 'agent'));
    await once(agent, 'listening');
    const toOther = async (...args: string[]): Promise<string> =>
      (await execa('docker', args, { env: clientEnvironment(other, env) })).stdout;
    await buildSleeper(join(folder, 'context'), toOther);
    const file = join(folder, 'ssh.Dockerfile');
    writeFileSync(file, 'FROM sleeper\nRUN --mount=type=ssh ["/bin/sleep","0"]\n');
    const ssh = ['--network', 'host', '--ssh', `default=${join(folder, 'agent')}`, '--file', file, folder];
    await toOther('buildx', 'build', '--tag', 'with-ssh', ...ssh);
    expect(await toOther('image', 'ls', '--quiet', 'with-ssh')).not.toBe('');
    await stopDaemon(other);
    expect(await whatIsLeft(other)).toEqual(nothing);
  });

  test('is not removed while another process provisions', async () => {
    await using lock = await acquireLock(paths.provisionLock, { what: 'downloading' });
    await expect(removeEverything({ env })).rejects.toMatchObject({ code: 'ENGINE_BUSY', holder: lock.note });
    expect(existsSync(paths.engineRoot)).toBe(true);
  });

  test('is removed with every file and trace', async () => {
    await removeEverything({ env });
    expect(existsSync(paths.cacheRoot)).toBe(false);
    for (const imageStore of ['graphdriver', 'containerd'] as const) {
      expect(await whatIsLeft(privatePaths({ env, imageStore }))).toEqual(nothing);
    }
    expect(await systemState(paths)).toEqual(systemBefore);
  });
});

/** An image of sleep(1) and its libraries: needs no base image. */
async function buildSleeper(context: string, docker: (...args: string[]) => Promise<string>): Promise<void> {
  const { stdout } = await execa('ldd', ['/bin/sleep']);
  const libraries = stdout.match(/\/\S+/g) ?? [];
  for (const file of ['/bin/sleep', ...libraries]) {
    await cp(file, join(context, 'root', file), { recursive: true, dereference: true });
  }
  const lines = ['FROM scratch', 'COPY root /', 'RUN ["/bin/sleep","0"]', 'CMD ["/bin/sleep","infinity"]'];
  writeFileSync(join(context, 'Dockerfile'), lines.join('\n'));
  await docker('buildx', 'build', '--network', 'host', '--tag', 'sleeper', context);
}
