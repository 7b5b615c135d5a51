import { describe, expect, test } from 'vitest';
import { findTools, searchFolders } from './find-tools.ts';
import { file, filesystemOf, folder, program, symlink, type Sketch } from './surface.fixture.ts';
import { toolTable, type ToolKind } from './tool-table.ts';

/** What of a row is found in a filesystem of these files. */
function find(kind: ToolKind, sketches: Readonly<Record<string, Sketch>>, env: readonly string[] = []) {
  const filesystem = filesystemOf(sketches);
  return findTools(filesystem, searchFolders(filesystem, env), toolTable[kind].names);
}

describe('a name counts if it is a command', () => {
  test.each<[string, Record<string, Sketch>, string[]]>([
    ['an executable', { 'bin/bash': program() }, ['bash']],
    ['only its group may execute it', { 'bin/bash': file(0o610) }, ['bash']],
    ['nobody may execute it', { 'bin/bash': file() }, []],
    ['a folder', { 'bin/bash/readme': file() }, []],
    ['a device', { 'bin/bash': { type: 'character', mode: 0o777 } }, []],
    ['a link that dangles', { 'bin/bash': symlink('/opt/bash') }, []],
    ['a link to itself', { 'bin/bash': symlink('bash') }, []],
    ['a link to what nobody may execute', { 'bin/bash': symlink('/opt/bash'), 'opt/bash': file() }, []],
    ['two links that lead to each other', { 'bin/sh': symlink('bash'), 'bin/bash': symlink('sh') }, []],
    ['in a folder where nobody looks', { 'usr/lib/bash': program() }, []],
    ['another name', { 'bin/bashbug': program() }, []],
    ['several, sorted', { 'bin/zsh': program(), 'usr/local/bin/bash': program() }, ['bash', 'zsh']],
    ['one name in two folders', { 'bin/bash': program(), 'usr/bin/bash': program() }, ['bash']],
    [
      'two names of one file, in whatever folders',
      { 'usr/local/bin/sh': program({ inode: 99 }), 'bin/ash': program({ inode: 99 }) },
      ['ash'],
    ],
    [
      'two names of one file beside another file with one of them',
      { 'bin/sh': program({ inode: 99 }), 'bin/bash': program({ inode: 99 }), 'usr/bin/sh': program() },
      ['bash', 'sh'],
    ],
  ])('%s', (_, sketches, shells) => {
    expect(find('shells', sketches)).toEqual(shells);
  });
});

describe('a name stands for the last of its row in its chain of links', () => {
  test('sh of Debian is dash', () => {
    expect(find('shells', { 'usr/bin/sh': symlink('dash'), 'usr/bin/dash': program() })).toEqual(['dash']);
  });

  test('cc of Debian is gcc, over alternatives and a name with its machine', () => {
    const compilers = {
      'usr/bin/cc': symlink('/etc/alternatives/cc'),
      'etc/alternatives/cc': symlink('/usr/bin/gcc'),
      'usr/bin/gcc': symlink('gcc-14'),
      'usr/bin/gcc-14': symlink('x86_64-linux-gnu-gcc-14'),
      'usr/bin/x86_64-linux-gnu-gcc-14': program(),
    };
    expect(find('compilers', compilers)).toEqual(['gcc']);
  });

  test('what leads to busybox is busybox as a shell, and itself as a network tool', () => {
    const alpine = {
      bin: symlink('usr/bin'),
      'usr/bin/busybox': program(),
      'usr/bin/sh': symlink('/bin/busybox'),
      'usr/bin/nc': symlink('/bin/busybox'),
    };
    expect(find('shells', alpine)).toEqual(['busybox']);
    expect(find('networkTools', alpine)).toEqual(['nc']);
  });

  test('what is busybox itself under other names is busybox as a shell, and one network tool', () => {
    const names = ['[', 'ash', 'busybox', 'ls', 'nc', 'sh', 'wget'];
    const sketches = Object.fromEntries(names.map((name) => [`bin/${name}`, program({ inode: 99 })]));
    expect(find('shells', sketches)).toEqual(['busybox']);
    expect(find('networkTools', sketches)).toEqual(['wget']);
  });

  test('npm is itself: no name of the row stands behind it', () => {
    const npm = {
      'usr/local/bin/npm': symlink('../lib/node_modules/npm/bin/npm-cli.js'),
      'usr/local/lib/node_modules/npm/bin/npm-cli.js': program(),
    };
    expect(find('packageManagers', npm)).toEqual(['npm']);
  });

  test('a link is read from where it really lies, not from where it was asked for', () => {
    const merged = {
      bin: symlink('usr/bin'),
      'usr/bin/sh': symlink('../lib/shells/dash'),
      'usr/lib/shells/dash': program(),
      'lib/shells/dash': symlink('/nowhere'),
    };
    expect(find('shells', merged)).toEqual(['dash']);
  });

  test('the same name can be two programs', () => {
    const shells = { 'bin/sh': symlink('dash'), 'bin/dash': program(), 'usr/local/bin/sh': program() };
    expect(find('shells', shells)).toEqual(['dash', 'sh']);
  });
});

describe('the folders where commands are', () => {
  const usual = {
    ...{ bin: symlink('usr/bin'), sbin: symlink('/usr/sbin'), 'usr/bin': folder(), 'usr/sbin': folder() },
    ...{ 'opt/tools': folder(), 'opt/link': symlink('tools'), 'opt/file': program() },
  };

  test.each<[string, string[], string[]]>([
    ['the usual ones that exist, links followed', [], ['usr/sbin', 'usr/bin']],
    ['and those of PATH', ['PATH=/opt/tools:/usr/bin'], ['usr/sbin', 'usr/bin', 'opt/tools']],
    ['each once', ['PATH=/opt/link:/opt/tools/'], ['usr/sbin', 'usr/bin', 'opt/tools']],
    [
      'none that is missing, relative or no folder',
      ['PATH=/no::opt/tools:/opt/file'],
      ['usr/sbin', 'usr/bin'],
    ],
    ['none of another variable', ['NODE_PATH=/opt/tools'], ['usr/sbin', 'usr/bin']],
  ])('%s', (_, env, folders) => {
    expect(searchFolders(filesystemOf(usual), env)).toEqual(folders);
  });

  test('may have names that are not ASCII', () => {
    const path = Buffer.from('opt/größe').toString('latin1');
    expect(find('shells', { [`${path}/bash`]: program() }, ['PATH=/opt/größe'])).toEqual(['bash']);
  });
});
