import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { mountsBelow, removeEverything } from './remove-everything.ts';

const canMount =
  process.getuid?.() === 0 && (await execa('unshare', ['--mount', 'true'], { reject: false })).exitCode === 0;

const mountInfo = [
  '21 1 0:19 / / rw - overlay overlay rw',
  '30 21 0:25 / /c/stagebench rw - tmpfs tmpfs rw',
  '31 30 0:26 / /c/stagebench/bases rw - tmpfs tmpfs rw',
  '32 30 0:27 / /c/stagebench/with\\040blank rw - tmpfs tmpfs rw',
  '33 21 0:28 / /c/stagebench-of-another rw - tmpfs tmpfs rw',
  '',
].join('\n');

test('mounts below a folder are found, blanks in their names too; the folder itself is not below itself', () => {
  expect(mountsBelow(mountInfo, '/c/stagebench')).toEqual([
    '/c/stagebench/bases',
    '/c/stagebench/with blank',
  ]);
  expect(mountsBelow(mountInfo, '/c/stagebench/with blank')).toEqual([]);
});

test.runIf(canMount)(
  'what somebody has mounted in the cache folder is neither unmounted nor removed',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stagebench-remove-'));
    const mounted = join(folder, 'stagebench', 'theirs');
    mkdirSync(mounted, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mounted]);
    onTestFinished(() => {
      execFileSync('umount', [mounted]);
      rmSync(folder, { recursive: true });
    });
    writeFileSync(join(mounted, 'precious'), '');
    await expect(removeEverything({ env: { XDG_CACHE_HOME: folder } })).rejects.toMatchObject({
      code: 'CACHE_IN_USE',
      message: expect.stringContaining(mounted),
    });
    expect(existsSync(join(mounted, 'precious'))).toBe(true);
  },
);

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/** Removes everything in a process that root may not rule: as an ordinary user, if root runs the tests. */
async function removeAsUser(cacheHome: string) {
  const module = new URL('remove-everything.ts', import.meta.url).href;
  const script = `import { removeEverything } from ${JSON.stringify(module)};
    await removeEverything({ env: { XDG_CACHE_HOME: ${JSON.stringify(cacheHome)} } }).catch(
      ({ code, message, fix }) => console.log(JSON.stringify({ code, message, fix })),
    );`;
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script], user);
  return JSON.parse(stdout) as unknown;
}

test('what somebody else has written into the cache folder is an error that says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stagebench-remove-'));
  const theirs = join(folder, 'stagebench', 'trivy', 'db');
  mkdirSync(theirs, { recursive: true });
  writeFileSync(join(theirs, 'trivy.db'), '');
  chmodSync(theirs, 0o555);
  if (isRoot) for (const own of [folder, join(folder, 'stagebench')]) chownSync(own, nobody, nobody);
  onTestFinished(() => {
    chmodSync(theirs, 0o755);
    rmSync(folder, { recursive: true });
  });
  expect(await removeAsUser(folder)).toEqual({
    code: 'CACHE_NOT_REMOVED',
    message: expect.stringMatching(/EACCES.*\/stagebench\/trivy/),
    fix: expect.stringContaining('sudo rm'),
  });
});
