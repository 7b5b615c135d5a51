import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privatePaths } from '../private-paths.ts';
import { chooseMirror } from './apt-sources.ts';
import { startDebianMirror, type DebianMirror } from './debian-mirror.fixture.ts';
import type { HostFacts } from './host-facts.ts';
import { provisionHostTools } from './host-tools.ts';
import { parseOsRelease } from './os-release.ts';
import { isProvisioned, provision } from './provision.ts';
import { testCache } from './test-cache.fixture.ts';

const { facts, problem, folder, env, paths } = await testCache('provisioning');

// One story: each test begins where the one before has left the cache folder.
describe.skipIf(problem !== undefined)('provisioning the private engine', { timeout: 300_000 }, () => {
  const debs = join(paths.engineDir, 'debs');
  const { codename } = parseOsRelease(facts.osRelease);
  let mirror: DebianMirror;
  let mirrored: HostFacts;

  const factsWithMirror = (url: string): HostFacts => ({
    ...facts,
    aptSources: new Map([['sources.list', `deb ${url} ${codename} main\n`]]),
  });

  beforeAll(async () => {
    mkdirSync(folder, { mode: 0o700 });
    mirror = await startDebianMirror(chooseMirror(facts.aptSources, codename), join(folder, 'mirror'));
    mirrored = factsWithMirror(mirror.url);
  });
  afterAll(async () => {
    await mirror[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  test('a cache folder that cannot be written is named', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const unwritable = privatePaths({ env: { XDG_CACHE_HOME: file } });
    const outcome = provision({ paths: unwritable, env, facts: mirrored });
    const message = expect.stringContaining(unwritable.cacheRoot);
    await expect(outcome).rejects.toMatchObject({ code: 'CACHE_NOT_WRITABLE', message });
  });

  test('a mirror that is not there is a failed download, not a hang', async () => {
    const outcome = provision({ paths, env, facts: factsWithMirror('http://127.0.0.1:9/debian') });
    const message = expect.stringContaining('127.0.0.1');
    await expect(outcome).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', message });
  });

  test('a package that the mirror damages is found out, and not kept', async () => {
    mirror.behave = (name) => (name.startsWith('tini') ? 'damage' : 'serve');
    const outcome = provision({ paths, env, facts: mirrored });
    const message = expect.stringContaining('tini');
    await expect(outcome).rejects.toMatchObject({ code: 'HASH_MISMATCH', message });
    expect(await isProvisioned(paths)).toBe(false);
    const kept = readdirSync(debs);
    expect(kept).toHaveLength(5);
    expect(kept.join()).not.toContain('tini');
    rmSync(debs, { recursive: true });
  });

  test('an interrupt while it downloads keeps what is complete', async () => {
    mirror.asked.length = 0;
    mirror.behave = (name) => (name === mirror.asked[0] ? 'serve' : 'stall');
    const interrupt = new AbortController();
    const onProgress = (text: string) => text.startsWith('Downloading 2 of 6') && interrupt.abort();
    const outcome = provision({ paths, env, facts: mirrored, onProgress, signal: interrupt.signal });
    await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(await isProvisioned(paths)).toBe(false);
    // apt leaves the half it has of the second one under its final name: only its hash tells.
    expect(readdirSync(debs)).toContain(mirror.asked[0]);
  });

  test('the next call fetches only the rest; an interrupt while it unpacks does no harm', async () => {
    const [complete] = mirror.asked.splice(0);
    mirror.behave = () => 'serve';
    const interrupt = new AbortController();
    const onProgress = (text: string) => text.startsWith('Unpacking docker.io') && interrupt.abort();
    const outcome = provision({ paths, env, facts: mirrored, onProgress, signal: interrupt.signal });
    await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(mirror.asked).toHaveLength(5);
    expect(mirror.asked).not.toContain(complete);
    expect(existsSync(paths.engineRoot)).toBe(false);
  });

  test('a package that was damaged on disk meanwhile is fetched again, and no other', async () => {
    mirror.asked.length = 0;
    const runc = readdirSync(debs).find((name) => name.startsWith('runc')) ?? '';
    const bytes = readFileSync(join(debs, runc));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(join(debs, runc), bytes);
    expect(await provision({ paths, env, facts: mirrored })).toMatchObject({ reused: false });
    expect(mirror.asked).toEqual([runc]);
    expect(existsSync(debs)).toBe(false);
    expect(readdirSync(join(paths.engineDir, 'roots'))).toHaveLength(1);
  });

  test('what is provisioned is used again without asking anybody', async () => {
    mirror.asked.length = 0;
    const before = statSync(join(paths.aptDir, 'apt.conf')).mtimeMs;
    const elsewhere = { ...facts, platform: 'darwin' as const };
    expect(await provision({ paths, env, facts: elsewhere })).toMatchObject({ reused: true });
    expect(mirror.asked).toEqual([]);
    expect(statSync(join(paths.aptDir, 'apt.conf')).mtimeMs).toBe(before);
  });

  test.each(['complete', 'none'] as const)(
    'mmdebstrap runs where the Perl of the machine is %s',
    async (perl) => {
      const tools = await provisionHostTools({ paths, env, facts: mirrored, perl });
      const [program, ...args] = tools.mmdebstrap;
      const { stdout } = await execa(program, [...args, '--version'], { env: tools.environment });
      expect(stdout).toMatch(/^mmdebstrap \d/);
      expect(program.startsWith(paths.cacheRoot)).toBe(true);
    },
  );
});
