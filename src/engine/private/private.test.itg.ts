import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseMirror } from './choose-mirror.ts';
import { clientEnvironment } from './client-environment.ts';
import { daemonStatus } from './daemon-status.ts';
import { startDebianMirror, type DebianMirror } from './debian-mirror.fixture.ts';
import { engineProcesses, listProcesses } from './engine-processes.ts';
import { readHostFacts, type HostFacts } from './host-facts.ts';
import { hostProblem } from './host-problem.ts';
import { provisionHostTools } from './host-tools.ts';
import { parseOsRelease } from './os-release.ts';
import { privatePaths } from './private-paths.ts';
import { provision } from './provision.ts';
import { removeEverything } from './remove-everything.ts';
import { startDaemon } from './start-daemon.ts';
import { stopDaemon } from './stop-daemon.ts';

const facts = await readHostFacts(process.env);
const problem = hostProblem(facts);
if (problem !== undefined) console.warn(`NOT RUN: the private engine. ${problem.message}`);

const minutes = (count: number): number => count * 60_000;

describe.skipIf(problem !== undefined)('the private engine', () => {
  const folder = join(tmpdir(), `stagebench-itg-${process.pid}`);
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const paths = privatePaths({ env });
  const debs = join(paths.engineDir, 'debs');
  const hostBefore = hostState();
  const { codename } = parseOsRelease(facts.osRelease);
  const sourceOf = (url: string): string => `deb ${url} ${codename} main\n`;
  let mirror: DebianMirror;
  let mirrored: HostFacts;

  beforeAll(async () => {
    mkdirSync(folder);
    mirror = await startDebianMirror(chooseMirror(facts.aptSources, codename), join(folder, 'mirror'));
    mirrored = { ...facts, aptSources: new Map([['sources.list', sourceOf(mirror.url)]]) };
  });
  afterAll(async () => {
    await removeEverything({ env });
    await mirror[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  }, minutes(2));

  test('cannot be started before it is provisioned', async () => {
    await expect(startDaemon(paths, { env })).rejects.toMatchObject({ code: 'NOT_PROVISIONED' });
    expect(existsSync(paths.dataRoot)).toBe(false);
  });

  test(
    'a mirror that is not there is a failed download, not a hang',
    async () => {
      const nobody = {
        ...facts,
        aptSources: new Map([['sources.list', sourceOf('http://127.0.0.1:9/debian')]]),
      };
      const outcome = provision({ paths, env, facts: nobody });
      await expect(outcome).rejects.toMatchObject({
        code: 'DOWNLOAD_FAILED',
        message: expect.stringContaining('127.0.0.1'),
      });
    },
    minutes(2),
  );

  test(
    'a mirror that serves a damaged package is found out, and the package is not kept',
    async () => {
      mirror.behave = (name) => (name.startsWith('tini') ? 'damage' : 'serve');
      const outcome = provision({ paths, env, facts: mirrored });
      await expect(outcome).rejects.toMatchObject({
        code: 'HASH_MISMATCH',
        message: expect.stringContaining('tini'),
      });
      expect(await daemonStatus(paths)).toMatchObject({ provisioned: false });
      expect(readdirSync(debs).filter((name) => name.startsWith('tini'))).toEqual([]);
      rmSync(debs, { recursive: true });
    },
    minutes(5),
  );

  test(
    'a provisioning that is interrupted while it downloads keeps what is complete',
    async () => {
      mirror.asked.length = 0;
      mirror.behave = (name) => (name === mirror.asked[0] ? 'serve' : 'stall');
      const interrupt = new AbortController();
      const onProgress = (text: string) => text.startsWith('Downloading 2 of 6') && interrupt.abort();
      const outcome = provision({ paths, env, facts: mirrored, onProgress, signal: interrupt.signal });
      await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
      expect(await daemonStatus(paths)).toMatchObject({ provisioned: false });
      expect(readdirSync(debs)).toContain(mirror.asked[0]);
    },
    minutes(5),
  );

  test(
    'the next one fetches only the rest; an interruption while it unpacks is harmless too',
    async () => {
      const [complete] = mirror.asked.splice(0);
      mirror.behave = () => 'serve';
      const interrupt = new AbortController();
      const onProgress = (text: string) => text.startsWith('Unpacking docker.io') && interrupt.abort();
      const outcome = provision({ paths, env, facts: mirrored, onProgress, signal: interrupt.signal });
      await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
      expect(mirror.asked).toHaveLength(5);
      expect(mirror.asked).not.toContain(complete);
      expect(existsSync(paths.engineRoot)).toBe(false);
    },
    minutes(5),
  );

  test(
    'a package that was damaged on disk meanwhile is fetched again, and no other',
    async () => {
      mirror.asked.length = 0;
      const runc = readdirSync(debs).find((name) => name.startsWith('runc')) ?? '';
      const bytes = readFileSync(join(debs, runc));
      bytes[1000] = (bytes[1000] ?? 0) ^ 1;
      writeFileSync(join(debs, runc), bytes);
      expect(await provision({ paths, env, facts: mirrored })).toMatchObject({ reused: false });
      expect(mirror.asked).toEqual([runc]);
      expect(existsSync(debs)).toBe(false);
    },
    minutes(5),
  );

  test('what is provisioned is used again without asking anybody', async () => {
    mirror.asked.length = 0;
    const began = statSync(paths.aptDir).mtimeMs;
    const nowhere = { ...facts, platform: 'darwin' as const };
    expect(await provision({ paths, env, facts: nowhere })).toMatchObject({ reused: true });
    expect(mirror.asked).toEqual([]);
    expect(statSync(paths.aptDir).mtimeMs).toBe(began);
  });

  test('an ordinary user is told that it needs root', async () => {
    await expect(startDaemon(paths, { env, uid: 1000 })).rejects.toMatchObject({
      code: 'PROVISION_NEEDS_ROOT',
    });
  });

  test(
    'two processes that start it at once get one daemon',
    async () => {
      const child = () =>
        execa(process.execPath, [join(import.meta.dirname, 'start-daemon.fixture.ts')], { env });
      const started = await Promise.all([child(), child()]);
      const [first, second] = started.map(
        ({ stdout }) => JSON.parse(stdout) as { pid: number; reused: boolean },
      );
      expect(first?.pid).toBe(second?.pid);
      expect([first?.reused, second?.reused].sort()).toEqual([false, true]);
      expect(await daemonStatus(paths, { withSize: true })).toMatchObject({
        running: true,
        pid: first?.pid,
        version: expect.stringMatching(/^26\./),
        dataRootBytes: expect.any(Number),
      });
    },
    minutes(2),
  );

  test('it lives in a session of its own, so that Ctrl-C does not reach it', async () => {
    const { pid } = await daemonStatus(paths);
    const { stdout } = await execa('ps', ['-o', 'sid=', '-p', String(pid)]);
    expect(Number(stdout)).toBe(pid);
  });

  test(
    'it builds and runs, finds its init, and nothing of it is mounted outside',
    async () => {
      await buildSleeper(join(folder, 'context'), docker);
      await docker('run', '--detach', '--init', '--network', 'host', 'sleeper');
      expect(await docker('ps', '--quiet')).not.toBe('');
      expect(await docker('info', '--format', '{{.Driver}} {{.InitBinary}}')).toBe('overlay2 docker-init');
      expect(readFileSync(paths.logFile, 'utf8')).not.toContain('Failed to find docker-init');
      expect(ourMounts()).toEqual([]);
    },
    minutes(2),
  );

  test(
    'stopping it ends containers and all, and leaves nothing on the system',
    async () => {
      expect(await stopDaemon(paths)).toBe(true);
      expect(await whatIsLeft()).toEqual({ processes: [], mounts: [], controlGroups: [], runtimeDir: false });
      expect(hostState()).toEqual(hostBefore);
      expect(await stopDaemon(paths)).toBe(false);
    },
    minutes(2),
  );

  test(
    'a daemon that was killed is cleared away with its containers, and started again',
    async () => {
      const { pid } = await startDaemon(paths, { env });
      await docker('run', '--detach', '--network', 'host', 'sleeper');
      process.kill(pid ?? 0, 'SIGKILL');
      const again = await startDaemon(paths, { env });
      expect(again).toMatchObject({ running: true, reused: false });
      expect(await docker('ps', '--quiet')).toBe('');
      process.kill(again.pid ?? 0, 'SIGKILL');
      await stopDaemon(paths);
      expect(await whatIsLeft()).toEqual({ processes: [], mounts: [], controlGroups: [], runtimeDir: false });
    },
    minutes(2),
  );

  test(
    'a daemon that ends at once is an error with the end of its log',
    async () => {
      // Not a folder, so dockerd cannot use it.
      rmSync(paths.dataRoot, { recursive: true });
      await mkdir(paths.dataRoot);
      writeFileSync(join(paths.dataRoot, 'containerd'), '');
      const outcome = startDaemon(paths, { env });
      await expect(outcome).rejects.toMatchObject({
        code: 'ENGINE_START',
        message: expect.stringContaining(paths.logFile),
      });
      expect(await whatIsLeft()).toEqual({ processes: [], mounts: [], controlGroups: [], runtimeDir: false });
      rmSync(paths.dataRoot, { recursive: true });
    },
    minutes(2),
  );

  test(
    'an interrupt while it starts leaves no daemon',
    async () => {
      const interrupt = new AbortController();
      const outcome = startDaemon(paths, {
        env,
        signal: interrupt.signal,
        onProgress: () => interrupt.abort(),
      });
      await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
      expect((await whatIsLeft()).processes).toEqual([]);
    },
    minutes(2),
  );

  test(
    'the other image store has a daemon of its own beside the first',
    async () => {
      const other = privatePaths({ env, imageStore: 'containerd' });
      const [first, second] = [await startDaemon(paths, { env }), await startDaemon(other, { env })];
      expect(second.pid).not.toBe(first.pid);
      const options = { env: clientEnvironment(other, env) };
      const { stdout } = await execa('docker', ['info', '--format', '{{.Driver}}'], options);
      expect(stdout).toBe('overlayfs');
      await stopDaemon(paths);
      expect(await daemonStatus(other)).toMatchObject({ running: true });
    },
    minutes(2),
  );

  test.each(['complete', 'none'] as const)(
    'mmdebstrap runs where the machine has Perl: %s',
    async (perl) => {
      const tools = await provisionHostTools({ paths, env, facts: mirrored, perl });
      const [program, ...args] = tools.mmdebstrap;
      const { stdout } = await execa(program, [...args, '--version'], { env: tools.environment });
      expect(stdout).toMatch(/^mmdebstrap \d/);
      expect(dirname(program).startsWith(paths.cacheRoot)).toBe(true);
    },
    minutes(2),
  );

  test(
    'removing everything stops what runs and leaves neither a file nor a trace',
    async () => {
      await removeEverything({ env });
      expect(existsSync(paths.cacheRoot)).toBe(false);
      expect(await whatIsLeft()).toEqual({ processes: [], mounts: [], controlGroups: [], runtimeDir: false });
      expect(hostState()).toEqual(hostBefore);
    },
    minutes(2),
  );

  async function docker(...args: string[]): Promise<string> {
    return (await execa('docker', args, { env: clientEnvironment(paths, env) })).stdout;
  }

  async function whatIsLeft() {
    const groups = readdirSync('/sys/fs/cgroup', { recursive: false }).map((name) =>
      join('/sys/fs/cgroup', String(name)),
    );
    return {
      processes: engineProcesses(await listProcesses(), paths),
      mounts: ourMounts(),
      controlGroups: ['/sys/fs/cgroup', ...groups].filter((group) =>
        existsSync(join(group, paths.cgroupParent)),
      ),
      runtimeDir: existsSync(paths.runtimeDir),
    };
  }

  function ourMounts(): readonly string[] {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
    return lines.filter((line) => line.includes(folder) || line.includes(paths.runtimeDir));
  }
});

/** What of the system a container engine likes to change. Other engines may be at work beside the test. */
function hostState() {
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none');
  const links = read('/proc/net/dev')
    .split('\n')
    .map((line) => line.split(':')[0]?.trim() ?? '');
  return {
    forwarding: ['ipv4/ip_forward', 'ipv4/conf/all/forwarding', 'ipv6/conf/all/forwarding'].map((name) =>
      read(join('/proc/sys/net', name)),
    ),
    links: links.filter((link) => !link.startsWith('veth')),
    filters: ['/proc/net/ip_tables_names', '/proc/net/ip6_tables_names'].map(read),
    folders: [
      '/etc/docker',
      '/opt/containerd',
      '/run/docker',
      '/run/containerd',
      '/var/lib/docker',
      '/var/lib/containerd',
    ].map((folder) => `${folder} ${existsSync(folder)}`),
  };
}

/** An image of sleep(1) and its libraries: needs no base image. */
async function buildSleeper(context: string, docker: (...args: string[]) => Promise<string>): Promise<void> {
  const { stdout } = await execa('ldd', ['/bin/sleep']);
  const libraries = stdout.match(/\/\S+/g) ?? [];
  for (const file of ['/bin/sleep', ...libraries]) {
    await cp(file, join(context, 'root', file), { recursive: true, dereference: true });
  }
  writeFileSync(
    join(context, 'Dockerfile'),
    'FROM scratch\nCOPY root /\nRUN ["/bin/sleep","0"]\nCMD ["/bin/sleep","infinity"]\n',
  );
  await docker('buildx', 'build', '--network', 'host', '--tag', 'sleeper', context);
}
