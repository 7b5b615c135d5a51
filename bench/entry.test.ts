import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiledName } from '../src/engine/private/trust/private-temporary-folder.ts';
import { rootFolder } from './context.ts';

const entry = path.join(rootFolder, 'bench', 'cli.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-entry-'));
  const says = "process.on('exit', () => process._rawDebug(process.moduleLoadList.join('\\n')));\n";
  writeFileSync(path.join(folder, 'loaded.mjs'), says);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The modules of Node that a start has loaded, with this folder for temporary files. */
async function loaded(temporary: string, words: readonly string[] = ['--version']): Promise<string> {
  const preload = path.join(folder, 'loaded.mjs');
  const env = { TMPDIR: temporary, NODE_COMPILE_CACHE: undefined };
  const options = { env, reject: false } as const;
  const { stderr } = await execa(process.execPath, ['--import', preload, entry, ...words], options);
  return stderr;
}

function temporaryFolder(name: string, mode?: number): { temporary: string; compiled: string } {
  const temporary = path.join(folder, name);
  const compiled = path.join(temporary, `${compiledName}-${userInfo().uid}`);
  mkdirSync(mode === undefined ? temporary : compiled, { recursive: true });
  if (mode !== undefined) chmodSync(compiled, mode);
  return { temporary, compiled };
}

/** It strips types. */
const amaro = /amaro/;

test('a start that finds its files compiled loads neither what strips types nor undici', async () => {
  const { temporary } = temporaryFolder('first');
  expect(await loaded(temporary)).toMatch(amaro);
  const again = await loaded(temporary);
  expect(again).toContain('NativeModule module');
  expect(again).not.toMatch(amaro);
  expect(again).not.toContain('undici');
});

test('a run does not hold what strips types: it starts anew once its files are compiled', async () => {
  const words = ['run', '--resume', 'no-such-run', '--results', folder];
  const first = await loaded(temporaryFolder('run').temporary, words);
  expect(first).not.toMatch(amaro);
  expect(first.match(/^error /gm)).toHaveLength(1);
  // Where nothing can be kept, it does not.
  const open = await loaded(temporaryFolder('run-open', 0o777).temporary, words);
  expect(open).toMatch(amaro);
});

test.skipIf(process.platform !== 'linux')(
  'a run starts anew with an allocator that keeps less, and what it starts has the environment that it was given',
  async () => {
    // The environment as the process began, and as it hands it on.
    const preload = path.join(folder, 'environment.mjs');
    writeFileSync(
      preload,
      `import { readFileSync } from 'node:fs';
       const given = readFileSync('/proc/self/environ', 'utf8').split('\\0');
       process.on('exit', () => {
         const settings = (all) => all.filter((one) => /^(MALLOC|STAGEBENCH_STARTED)_/.test(one)).toSorted();
         const left = Object.entries(process.env).map((pair) => pair.join('='));
         process._rawDebug('seen ' + JSON.stringify([process.pid, settings(given), settings(left)]));
       });\n`,
    );
    const begin = async (env: NodeJS.ProcessEnv, words: readonly string[]) => {
      const child = execa(process.execPath, ['--import', preload, entry, ...words], { env, reject: false });
      const { stderr } = await child;
      const seen = /^seen (.*)$/m.exec(stderr)?.[1] ?? '[]';
      const [pid, given, left] = JSON.parse(seen) as [number, string[], string[]];
      return { isSame: pid === child.pid, given, left };
    };
    const words = ['run', '--resume', 'no-such-run', '--results', folder];
    const run = await begin({ MALLOC_ARENA_MAX: '7' }, words);
    expect(run.isSame).toBe(true);
    expect(run.given).toEqual([
      ...['MALLOC_ARENA_MAX=7', 'MALLOC_MMAP_THRESHOLD_=32768', 'MALLOC_TRIM_THRESHOLD_=131072'],
      expect.stringMatching(/^STAGEBENCH_STARTED_ANEW=/),
    ]);
    expect(run.left).toEqual(['MALLOC_ARENA_MAX=7']);
    for (const other of [
      ['trend', '--results', folder],
      [...words, '--help'],
    ])
      expect((await begin({}, other)).given).toEqual([]);
  },
);

test('a folder of compiled files into which others may write is neither read nor written', async () => {
  const { temporary, compiled } = temporaryFolder('open', 0o777);
  expect(await loaded(temporary)).toMatch(amaro);
  expect(await loaded(temporary)).toMatch(amaro);
  expect(readdirSync(compiled)).toEqual([]);
});

test('the entry, which can import nothing that has types, looks where the program keeps compiled files', () => {
  expect(readFileSync(entry, 'utf8')).toContain(`const name = '${compiledName}';`);
});

test('the installed command has the allocator settings of a run in a checkout', () => {
  const settings = [
    ...readFileSync(path.join(rootFolder, 'bench/start-anew.ts'), 'utf8').matchAll(/(MALLOC_\w+): '(\d+)'/g),
  ];
  expect(settings).toHaveLength(3);
  const [shebang = ''] = readFileSync(path.join(rootFolder, 'bench/package/stagebench.ts'), 'utf8').split(
    '\n',
  );
  for (const [, name, value] of settings) expect(shebang).toContain(` ${name}=${value} `);
});
