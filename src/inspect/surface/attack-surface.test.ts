import { describe, expect, test } from 'vitest';
import type { PackageSource } from '../layers/layer-entry.ts';
import { attackSurface, type AttackSurface, type SurfaceConfig } from './attack-surface.ts';
import { file, filesystemOf, folder, program, symlink, type Sketch } from './surface.fixture.ts';

const plain: SurfaceConfig = { user: '1000', env: [] };

const surfaceOf = (
  sketches: Readonly<Record<string, Sketch>>,
  config: Partial<SurfaceConfig> = {},
): AttackSurface => attackSurface(filesystemOf(sketches), { ...plain, ...config });

/** A file that declares packages. */
const declaring = (source: PackageSource, ...packages: string[]): Sketch =>
  file(0o644, { declares: { source, packages } });

describe('packages', () => {
  test('of the system and of languages, distinct, sorted', () => {
    const surface = surfaceOf({
      'var/lib/dpkg/status': declaring('dpkg', 'zlib1g 1.3', 'bash 5.2', 'libc6 2.41', 'libc6 2.41'),
      'app/node_modules/ms/package.json': declaring('npm', 'ms 2.1.3'),
      'app/node_modules/debug/node_modules/ms/package.json': declaring('npm', 'ms 2.0.0'),
      'lib/node_modules/ms/package.json': declaring('npm', 'ms 2.1.3'),
      'app/six.dist-info/METADATA': declaring('python', 'six 1.17.0'),
      'usr/bin/server': program({
        magic: 'elf',
        declares: { source: 'go', packages: ['stdlib 1.26.1', 'a/b v1'] },
      }),
    });
    expect(surface).toMatchObject({
      osPackages: 3,
      osPackageNames: ['bash 5.2', 'libc6 2.41', 'zlib1g 1.3'],
      languagePackages: 5,
      languagePackageNames: [
        'go a/b v1',
        'go stdlib 1.26.1',
        'npm ms 2.0.0',
        'npm ms 2.1.3',
        'python six 1.17.0',
      ],
      notes: [],
    });
  });

  test('of distroless are added up over its files', () => {
    const status = {
      'var/lib/dpkg/status.d/tzdata': declaring('dpkg', 'tzdata 2025b'),
      'var/lib/dpkg/status.d/libc6': declaring('dpkg', 'libc6 2.41'),
    };
    expect(surfaceOf(status)).toMatchObject({
      osPackages: 2,
      osPackageNames: ['libc6 2.41', 'tzdata 2025b'],
      notes: [],
    });
  });

  test('of one name count once, whatever their versions', () => {
    const status = declaring('dpkg', 'linux-image 6.1', 'linux-image 6.12');
    expect(surfaceOf({ 'var/lib/dpkg/status': status })).toMatchObject({
      osPackages: 1,
      osPackageNames: ['linux-image 6.1', 'linux-image 6.12'],
    });
  });

  test.each([
    ['apk', 'lib/apk/db/installed'],
    ['dpkg', 'var/lib/dpkg/status'],
  ] as const)('in a database of %s that is empty: unknown', (source, path) => {
    expect(surfaceOf({ [path]: declaring(source) })).toMatchObject({
      osPackages: undefined,
      osPackageNames: [],
      notes: ['an empty package database: its OS packages are unknown to scanners'],
    });
  });

  test('without a database: unknown, which is not none; the program itself may still be known', () => {
    const server = program({ declares: { source: 'go', packages: ['stdlib 1.26.1'] } });
    expect(surfaceOf({ server })).toMatchObject({
      osPackages: undefined,
      languagePackages: 1,
      notes: ['no package database: its OS packages are unknown to scanners'],
    });
  });

  const rpmNote = 'an rpm database is there, which is not read: the number of OS packages is unknown';
  test.each<[string, Record<string, Sketch>]>([
    ['in an old place', { 'var/lib/rpm/Packages': file() }],
    ['in a new place', { 'usr/lib/sysimage/rpm/rpmdb.sqlite': file() }],
    [
      'beside one that is read',
      { 'var/lib/rpm/Packages.db': file(), 'var/lib/dpkg/status': declaring('dpkg', 'a 1') },
    ],
  ])('with an rpm database %s: unknown', (_, sketches) => {
    expect(surfaceOf(sketches)).toMatchObject({ osPackages: undefined, notes: [rpmNote] });
  });

  test('with an empty folder for rpm: as if it were not there', () => {
    const sketches = { 'var/lib/rpm': folder(), 'var/lib/dpkg/status': declaring('dpkg', 'a 1') };
    expect(surfaceOf(sketches)).toMatchObject({ osPackages: 1, notes: [] });
  });
});

describe('files are counted', () => {
  test.each<[string, Partial<AttackSurface>, Sketch]>([
    ['a plain one', {}, file()],
    ['an executable', { executables: 1 }, file(0o755)],
    ['one that only its owner executes', { executables: 1 }, file(0o700)],
    ['a library', { elfFiles: 1 }, file(0o644, { magic: 'elf' })],
    ['an ELF program', { executables: 1, elfFiles: 1 }, program({ magic: 'elf' })],
    ['setuid', { executables: 1, setuidFiles: 1 }, file(0o4755)],
    ['setgid', { executables: 1, setgidFiles: 1 }, file(0o2755)],
    ['setgid that nobody executes', { setgidFiles: 1 }, file(0o2644)],
    ['both', { executables: 1, setuidFiles: 1, setgidFiles: 1 }, file(0o6755)],
    ['with capabilities', { executables: 1, capabilityFiles: 1 }, program({ capability: true })],
    ['that everybody writes', { worldWritableFiles: 1 }, file(0o666)],
    ['a folder', {}, folder()],
    ['a folder whose group bit is set', {}, folder(0o2775)],
    ['a folder that everybody writes', { worldWritableFiles: 1 }, folder(0o777)],
    ['a sticky folder that everybody writes', {}, folder(0o1777)],
    ['a link, whose own mode means nothing', {}, symlink('/nowhere')],
    ['a device that everybody writes', {}, { type: 'character', mode: 0o666 }],
    ['a pipe that everybody writes', {}, { type: 'fifo', mode: 0o777 }],
  ])('%s', (_, numbers, sketch) => {
    const none = {
      executables: 0,
      elfFiles: 0,
      setuidFiles: 0,
      setgidFiles: 0,
      capabilityFiles: 0,
      worldWritableFiles: 0,
    };
    expect(surfaceOf({ thing: sketch })).toMatchObject({ ...none, ...numbers });
  });

  test('once, however many names they have; every name of an executable is listed', () => {
    const sketches = {
      'usr/bin/perl': file(0o6777, { inode: 99, magic: 'elf', capability: true }),
      'usr/bin/perl5.40': file(0o6777, { inode: 99, magic: 'elf', capability: true }),
      'usr/bin/\xff\x07': program(),
    };
    expect(surfaceOf(sketches)).toMatchObject({
      ...{
        executables: 2,
        elfFiles: 1,
        setuidFiles: 1,
        setgidFiles: 1,
        capabilityFiles: 1,
        worldWritableFiles: 1,
      },
      executablePaths: ['/usr/bin/\\xff\\x07', '/usr/bin/perl', '/usr/bin/perl5.40'],
    });
  });
});

test('tools are found by the table, in the folders that the config names too', () => {
  const sketches = {
    'bin/bash': program(),
    'usr/bin/apt-get': program(),
    'usr/local/go/bin/go': program(),
    'usr/bin/curl': program(),
  };
  const env = ['PATH=/usr/local/go/bin:/usr/bin'];
  expect(surfaceOf(sketches, { env })).toMatchObject({
    ...{ shells: ['bash'], packageManagers: ['apt-get'], compilers: ['go'], networkTools: ['curl'] },
  });
  expect(surfaceOf(sketches)).toMatchObject({ compilers: [] });
});

test.each([
  ['', true],
  ['root', true],
  ['0', true],
  ['0:0', true],
  ['root:staff', true],
  [':1000', true],
  ['1000', false],
  ['nobody', false],
  ['65532:0', false],
  ['1000:root', false],
  ['rootless', false],
  ['10', false],
])('USER %j runs as root: %s', (user, root) => {
  expect(surfaceOf({}, { user }).runsAsRoot).toBe(root);
});

describe('a CA bundle is there', () => {
  test.each<[string, boolean, Record<string, Sketch>]>([
    ['at its place in Debian', true, { 'etc/ssl/certs/ca-certificates.crt': file() }],
    [
      'where a link leads',
      true,
      { 'etc/ssl/cert.pem': symlink('certs/all.pem'), 'etc/ssl/certs/all.pem': file() },
    ],
    ['not if the link dangles', false, { 'etc/ssl/cert.pem': symlink('certs/all.pem') }],
    ['not if it is empty', false, { 'etc/ssl/cert.pem': file(0o644, { size: 0 }) }],
    ['not as a folder', false, { 'etc/ssl/certs/ca-certificates.crt/one.pem': file() }],
    ['not elsewhere', false, { 'usr/share/ca-certificates/mozilla/one.crt': file() }],
  ])('%s', (_, there, sketches) => {
    expect(surfaceOf(sketches).caBundle).toBe(there);
  });
});

describe('time zones are there', () => {
  const zone = file(0o644, { magic: 'tzif' });
  test.each<[string, boolean, Record<string, Sketch>]>([
    ['at their place', true, { 'usr/share/zoneinfo/Europe/Berlin': zone }],
    ['where a link leads', true, { 'usr/share/zoneinfo': symlink('/opt/zones'), 'opt/zones/UTC': zone }],
    ['not as other files', false, { 'usr/share/zoneinfo/zone.tab': file() }],
    ['not elsewhere', false, { 'etc/localtime': zone, 'usr/share/zoneinfo-old/UTC': zone }],
  ])('%s', (_, there, sketches) => {
    expect(surfaceOf(sketches).tzdata).toBe(there);
  });
});

test('environment names that look like secrets are named, and their values nowhere', () => {
  const surface = surfaceOf({}, { env: ['GPG_KEY=7169605F', 'API_TOKEN=hunter2', 'PATH=/bin'] });
  expect(surface.secretLikeEnv).toEqual(['API_TOKEN']);
  expect(JSON.stringify(surface)).not.toContain('hunter2');
});
