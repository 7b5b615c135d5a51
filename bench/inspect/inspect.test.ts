import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { madeLayer, savedImages, type LayerFiles } from './saved-image.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-inspect-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const status = 'Package: libc6\nStatus: install ok installed\nVersion: 2.41\n';
/** Three files of one block: 3 × 1,024 bytes and 1,024 at the end. */
const base: LayerFiles = {
  'usr/bin/bash': 'b'.repeat(100),
  'usr/bin/curl': 'c'.repeat(10),
  'var/lib/dpkg/status': status,
};
/** A file of one block and a whiteout without content: 1,024 + 512 bytes and 1,024 at the end. */
const own: LayerFiles = { 'app/server.js': 's'.repeat(300), 'usr/bin/.wh.curl': '' };
const baseBytes = 4096;
const ownBytes = 2560;
const app = { tag: 'app:1', layers: [base, own], user: 'node', env: ['API_TOKEN=hunter2'] };

beforeAll(async () => {
  const saved = await savedImages(app);
  writeFileSync(at('app.tar'), saved);
  writeFileSync(at('app.tgz'), gzipSync(saved));
  const emptySteps = ['ARG TOKEN=hunter2', 'ENV API_TOKEN="hunter2" A=1'];
  writeFileSync(at('secret.tar'), await savedImages({ ...app, emptySteps }));
  writeFileSync(at('base.tar'), await savedImages({ tag: 'base:1', layers: [base] }));
  writeFileSync(at('both.tar'), await savedImages(app, { tag: 'base:1', layers: [base] }));
  writeFileSync(at('scratch.tar'), await savedImages({ tag: 'scratch:1', layers: [own] }));
  writeFileSync(at('torn.tar'), saved.subarray(0, 3000));
  writeFileSync(at('torn.tgz'), gzipSync(saved).subarray(0, 300));
  writeFileSync(at('empty.tar'), '');
  writeFileSync(at('files.tar'), (await madeLayer(base)).tar);
  writeFileSync(at('none.tar'), await savedImages());
  writeFileSync(at('text.tar'), 'This is no archive at all, however one may turn it. '.repeat(30));
});

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(at('cache-'));
});
/** No engine answers: what is printed was found without one. */
const inspect = (...words: string[]) =>
  stagebench(['inspect', ...words], {
    XDG_CACHE_HOME: cache,
    DOCKER_HOST: `unix://${at('nobody.sock')}`,
  });
const facts = async (...words: string[]): Promise<Record<string, unknown>[]> => {
  const { stdout } = await inspect(...words, '--json');
  return JSON.parse(stdout) as Record<string, unknown>[];
};

describe('a file of docker save, without any engine', () => {
  test('is told in numbers that are known by construction', async () => {
    expect(await facts(at('app.tar'))).toMatchObject([
      {
        ...{ image: at('app.tar'), platform: 'linux/amd64', user: 'node', runs_as_root: false },
        ...{ size_bytes: baseBytes + ownBytes, largest_layer_bytes: baseBytes, layers: 2, history_steps: 2 },
        ...{ rootfs_bytes: 100 + status.length + 300, waste_bytes: 10, wasted_files: 1 },
        ...{ os_packages: 1, executables: 1, shells: 1, network_tools: 0, secret_like_env: 1 },
        names_found: 'bash API_TOKEN',
        names: { os_packages: ['libc6 2.41'], executables: ['/usr/bin/bash'], shells: ['bash'] },
        largest_waste: [{ path: '/usr/bin/curl', size_bytes: 10, layer: 0, hidden_by: 1, how: 'removed' }],
      },
    ]);
  });

  test.each([[[]], [['--json']]])(
    'never tells the value of a secret, nor do its steps: %j',
    async (words) => {
      const { stdout } = await inspect(at('secret.tar'), ...words);
      expect(stdout).toContain('ARG TOKEN=…');
      expect(stdout).toContain('ENV API_TOKEN=…');
      expect(stdout).not.toContain('hunter2');
    },
  );

  test('is a table for people: facts, layers, largest paths, waste', async () => {
    const { exitCode, stdout, stderr } = await inspect(at('app.tar'));
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^size +6\.66 kB$/m);
    expect(stdout).toMatch(/^waste +10 B in 1 file$/m);
    expect(stdout).toMatch(/^base +unknown$/m);
    expect(stdout).toMatch(/^ +0 +4\.10 kB +3 +10 B +step 0$/m);
    expect(stdout).toMatch(/^\/app\/server\.js +300 B$/m);
    expect(stdout).toMatch(/^\/usr\/bin\/curl +10 B +0 +removed in 1$/m);
  });

  test('may be compressed as a whole', async () => {
    const [plain] = await facts(at('app.tar'));
    const [packed] = await facts(at('app.tgz'));
    expect({ ...packed, image: '' }).toEqual({ ...plain, image: '' });
  });

  test('of several images shows each, by its name', async () => {
    expect((await facts(at('both.tar'))).map(({ image, size_bytes: bytes }) => [image, bytes])).toEqual([
      [`${at('both.tar')} app:1`, baseBytes + ownBytes],
      [`${at('both.tar')} base:1`, baseBytes],
    ]);
  });

  test('without a package database: nobody knows its OS packages, and it says so', async () => {
    expect(await facts(at('scratch.tar'))).toMatchObject([{ os_packages: null }]);
    const { stdout } = await inspect(at('scratch.tar'));
    expect(stdout).toMatch(/^OS packages +unknown$/m);
    expect(stdout).toContain('unknown to scanners');
  });

  test('writes nothing but what it remembers of layers, into the cache folder', async () => {
    const before = readdirSync(folder).toSorted();
    await inspect(at('app.tar'));
    expect(readdirSync(folder).toSorted()).toEqual(before);
    expect(readdirSync(path.join(cache, 'stagebench'))).toEqual(['layers']);
    const again = await facts(at('app.tar'));
    expect(again).toMatchObject([{ size_bytes: baseBytes + ownBytes }]);
  });
});

describe('two images', () => {
  test('stand side by side, with what only one of them has', async () => {
    const { exitCode, stdout } = await inspect(at('base.tar'), at('app.tar'));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^size +4\.10 kB +6\.66 kB$/m);
    expect(stdout).toMatch(/^runs as root +yes +no$/m);
    const words = stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain(`executables only in ${at('base.tar')}: 1 /usr/bin/curl `);
    expect(words).not.toContain('OS packages only in');
  });

  test('with --json are two objects, in the order in which they were asked for', async () => {
    const [first, second] = await facts(at('base.tar'), at('app.tar'));
    expect([first?.['size_bytes'], second?.['size_bytes']]).toEqual([baseBytes, baseBytes + ownBytes]);
    expect(Object.keys(second ?? {})).toEqual(Object.keys(first ?? {}));
  });
});

describe('with --base', () => {
  test.each([
    ['what it stands on', 'base.tar', { base_bytes: baseBytes, own_bytes: ownBytes, own_layers: 1 }],
    ['itself', 'app.tar', { base_bytes: baseBytes + ownBytes, own_bytes: 0, own_layers: 0 }],
    ['something else', 'scratch.tar', { base_bytes: 0, own_bytes: baseBytes + ownBytes, own_layers: 2 }],
  ])('an image is told from %s', async (_, name, numbers) => {
    expect(await facts(at('app.tar'), '--base', at(name))).toMatchObject([numbers]);
  });

  test('each layer is told to be its own or the base’s; the base itself is not shown', async () => {
    const [found, ...more] = await facts(at('app.tar'), '--base', at('base.tar'));
    expect(more).toEqual([]);
    expect(found?.['layer_rows']).toMatchObject([{ own: false }, { own: true }]);
    expect((await inspect(at('app.tar'), '--base', at('base.tar'))).stdout).toMatch(/^own +2\.56 kB$/m);
  });
});

describe('what is no image is an error: exit code 2, and nothing on stdout', () => {
  test.each([
    ['a file that is not there', './nope.tar', 'There is no file ./nope.tar in '],
    ['a folder', folder, `${folder} is a folder.`],
    ['an archive that ends too early', at('torn.tar'), `${at('torn.tar')} cannot be read: `],
    ['a compressed one that does', at('torn.tgz'), `${at('torn.tgz')} cannot be read: `],
    ['an empty file', at('empty.tar'), `${at('empty.tar')} cannot be read: `],
    ['a tar of other files', at('files.tar'), `${at('files.tar')} cannot be read: `],
    [
      'an archive of no images',
      at('none.tar'),
      `${at('none.tar')} cannot be read: its manifest.json names no image.`,
    ],
    ['a text', at('text.tar'), `${at('text.tar')} cannot be read: `],
  ])('%s', async (_, word, message) => {
    const { exitCode, stdout, stderr } = await inspect(word);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error ARCHIVE_UNREADABLE: ${message}`);
    expect(stderr).toContain('what to do: ');
    expect(stderr).not.toContain('An error that Stagebench does not know');
  });

  test('as one of several: the others are not printed without it', async () => {
    const { exitCode, stdout } = await inspect(at('app.tar'), at('torn.tar'));
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('and a base that is none', async () => {
    const { exitCode, stderr } = await inspect(at('app.tar'), '--base', './nope.tar');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('There is no file ./nope.tar in ')]);
  });
});

test('without an image: an error of usage that says where help is', async () => {
  const { exitCode, stderr } = await inspect();
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /^error USAGE: inspect needs <images\.\.>\. .*\n {4}for example: .* inspect debian:13\n {2}what to do: .*--help/,
  );
});

describe('help', () => {
  const { ownProcess: cli } = useFakeCli();

  test('says what can be named, and that files need no engine', async () => {
    const { exitCode, stdout } = await cli(['inspect', '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('stagebench inspect <images..>');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('need no engine');
    expect(stdout).toContain('--base');
  });
});

test('an image that no engine can be asked for: the error is that of the engine', async () => {
  const { exitCode, stderr } = await inspect('app:1', '--engine', 'docker');
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`error ENGINE_UNREACHABLE: No engine answers at unix://${at('nobody.sock')}.`);
});

test.each(['', 'a//b', '%2e%2e', 'app:1:2', 'App'])(
  'what can be no image is refused before an engine is asked: %j',
  async (word) => {
    const { exitCode, stderr } = await inspect(word, '--engine', 'docker');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining(`error USAGE: "${word}" is no file that is here, and no name of an image.`),
    ]);
  },
);

test('and before a file is read', async () => {
  const { stderr } = await inspect(at('torn.tar'), 'App');
  expect(stderr).toContain('error USAGE: "App" is no file');
});

describe('standard input', () => {
  const { ownProcess: cli } = useFakeCli();
  const piped = (words: readonly string[]) =>
    cli(['inspect', '-', '--json', ...words], {}, { inputFile: at('app.tgz') });

  test('is read once, like a file', async () => {
    const { exitCode, stdout } = await piped([]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ image: 'standard input', size_bytes: baseBytes + ownBytes }]);
  });

  test('may be a file, and one that is damaged is an error', () => {
    const file = openSync(at('torn.tar'), 'r');
    const words = [path.join(rootFolder, 'bench', 'cli.js'), 'inspect', '-'];
    const { status, stderr } = spawnSync(process.execPath, words, {
      stdio: [file, 'pipe', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: cache },
    });
    closeSync(file);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('error ARCHIVE_UNREADABLE: standard input cannot be read: '),
    ]);
  });

  test('cannot be read again for a scanner, and says so', async () => {
    const { exitCode, stdout } = await piped(['--scan', 'trivy']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { scan: 'not scanned', scan_reason: 'Standard input can be read only once: name a file.' },
    ]);
  });
});
