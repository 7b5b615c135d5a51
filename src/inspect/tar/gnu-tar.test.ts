import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TarEntry } from './tar-reader.ts';
import { readEntries } from './read-entries.fixture.ts';

/** What GNU tar itself says is in its archives, in every format that it writes. */
const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-gnu-tar-'));
const environment = { LC_ALL: 'C', TZ: 'UTC' };
const run = (command: string, words: readonly string[]) =>
  execa(command, words, { cwd: folder, encoding: 'buffer', env: environment });

/** The bytes of a path below the folder. */
const at = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);

const plain = [
  'some/',
  'some/file',
  'some/empty',
  'some/link',
  'some/second-name',
  'caf\xe9',
  'gr\xc3\xb6\xc3\x9fe',
];
const halfLong = `${'h'.repeat(90)}/${'i'.repeat(90)}`;
const long = `${'j'.repeat(120)}/${'k'.repeat(200)}`;
const odd = [halfLong.slice(0, 91), halfLong, 'pipe'];
const longer = [long.slice(0, 121), long, 'long-link', 'before-1970'];
const sparse = ['hole', 'parts'];

beforeAll(async () => {
  for (const name of [halfLong, long]) mkdirSync(at(name.slice(0, name.indexOf('/'))));
  mkdirSync(at('some'));
  for (const name of ['some/file', 'caf\xe9', 'gr\xc3\xb6\xc3\x9fe', halfLong, long, 'before-1970'])
    writeFileSync(at(name), `This is ${name}.`.repeat(100), 'latin1');
  for (const name of ['some/empty', ...sparse]) writeFileSync(at(name), '');
  chmodSync(at('some/file'), 0o4751);
  symlinkSync('../some/file', at('some/link'));
  symlinkSync(long, at('long-link'));
  linkSync(at('some/file'), at('some/second-name'));
  await run('mkfifo', ['pipe']);
  await run('touch', ['-d', '1960-02-03 04:05:06', 'before-1970']);
  truncateSync(at('hole'), 5_000_000_000);
  // Thirty parts of one byte, with holes between them.
  const parts = openSync(at('parts'), 'r+');
  for (let part = 0; part < 30; part += 1) writeSync(parts, 'x', part * 100_000);
  closeSync(parts);
  // Whole seconds, so that every format can say them.
  await run('find', [
    '.',
    '-newermt',
    '1980-01-01',
    '-exec',
    'touch',
    '-h',
    '-d',
    '2024-05-06 07:08:09',
    '{}',
    '+',
  ]);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Packs these names and nothing below them. */
async function packed(names: readonly string[], options: readonly string[]): Promise<Buffer> {
  writeFileSync(at('names'), names.join('\n'), 'latin1');
  await run('tar', ['-cf', 'made.tar', ...options, '--no-recursion', '--verbatim-files-from', '-T', 'names']);
  return readFileSync(at('made.tar'));
}

/** As `tar --list --verbose` writes a line, with one blank between its columns. */
function line(entry: TarEntry): string {
  const { typeFlag, mode, uid, gid, size, mtime, name, linkName } = entry;
  const kind = { '0': '-', '1': 'h', '2': 'l', '5': 'd', '6': 'p', S: '-' }[typeFlag] ?? typeFlag;
  const date = new Date(mtime * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const end = { '1': ` link to ${linkName}`, '2': ` -> ${linkName}` }[typeFlag] ?? '';
  return `${kind}${modeText(mode)} ${uid}/${gid} ${size} ${date} ${name}${end}`;
}

function modeText(mode: number): string {
  const letters = Array.from('rwxrwxrwx', (letter, bit) => ((mode >> (8 - bit)) & 1 ? letter : '-'));
  if (mode & 0o4000) letters[2] = letters[2] === 'x' ? 's' : 'S';
  return letters.join('');
}

async function listed(): Promise<string[]> {
  const words = ['--full-time', '--numeric-owner', '--quoting-style=literal', '-tvf', 'made.tar'];
  const { stdout } = await run('tar', words);
  const text = Buffer.from(stdout).toString('latin1');
  return text.split('\n').map((row) => row.replace(/^(\S+) +(\S+) +(\d+) +/, '$1 $2 $3 '));
}

describe('GNU tar and this reader say the same of', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['the format of Unix 7', plain, ['--format=v7']],
    ['old GNU', [...plain, ...odd, ...longer], ['--format=oldgnu']],
    ['GNU', [...plain, ...odd, ...longer], ['--format=gnu']],
    ['ustar', [...plain, ...odd], ['--format=ustar']],
    ['PAX', [...plain, ...odd, ...longer], ['--format=posix']],
    ['PAX with a global header', [...plain, ...longer], ['--format=posix', '--pax-option=comment=x']],
    ['GNU sparse', sparse, ['-S', '--format=gnu']],
    ['PAX sparse 0.0', sparse, ['-S', '--format=posix', '--sparse-version=0.0']],
    ['PAX sparse 0.1', sparse, ['-S', '--format=posix', '--sparse-version=0.1']],
    ['PAX sparse 1.0', sparse, ['-S', '--format=posix', '--sparse-version=1.0']],
  ])('%s', async (_, names, options) => {
    const tar = await packed(names, options);
    const entries = readEntries(tar, [10_000, 1, 511]);
    expect(entries.map(line)).toEqual(await listed());
    expect(entries).toHaveLength(names.length);
  });
});

test('a file of 5 GB that is one hole has its apparent size', async () => {
  const tar = await packed(['hole'], ['-S']);
  expect(tar.length).toBeLessThan(100_000);
  expect(readEntries(tar)).toMatchObject([{ name: 'hole', size: 5_000_000_000, sparse: true }]);
});

test('content comes out as it went in', async () => {
  const tar = await packed(['some/file', 'some/empty'], []);
  expect(readEntries(tar, [333]).map(({ content }) => content)).toEqual([
    'This is some/file.'.repeat(100),
    '',
  ]);
});
