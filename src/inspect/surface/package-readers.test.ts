import { describe, expect, test } from 'vitest';
import { packageReader } from './package-readers.ts';

/** What the file at this path declares if this is its content. */
const read = (path: string, content: string) => packageReader(path)?.(Buffer.from(content));

describe('a file is read if packages are declared at its place', () => {
  test.each([
    'var/lib/dpkg/status',
    'var/lib/dpkg/status.d/libc6',
    'lib/apk/db/installed',
    'usr/lib/apk/db/installed',
    'node_modules/left-pad/package.json',
    'usr/local/lib/node_modules/npm/node_modules/@npmcli/arborist/package.json',
    'app/node_modules/.pnpm/ms@2.1.3/node_modules/ms/package.json',
    'app/package.json',
    'my_node_modules/left-pad/package.json',
    'app/node_modules/.package-lock.json',
    'app/node_modules/.pnpm/lock.yaml',
    'usr/lib/python3/dist-packages/six-1.17.0.dist-info/METADATA',
    'usr/lib/python3/dist-packages/wheel.egg-info/PKG-INFO',
    'usr/lib/python3/dist-packages/PyYAML-6.0.2.egg-info',
  ])('%s', (path) => {
    expect(packageReader(path)).toBeTypeOf('function');
  });

  test.each([
    '',
    'var/lib/dpkg/status-old',
    'var/lib/dpkg/status.d',
    'var/lib/dpkg/status.d/libc6.md5sums',
    'backup/var/lib/dpkg/status',
    'lib/apk/db/triggers',
    'app/package-lock.json',
    'app/pnpm-lock.yaml',
    'node_modules/package.json',
    'node_modules/@scope/package.json',
    'node_modules/left-pad/dist/package.json',
    'node_modules/.cache/package.json',
    'node_modules/left-pad/package.json5',
    'six-1.17.0.dist-info/RECORD',
    'six-1.17.0.dist-info/licenses/METADATA',
    'PKG-INFO',
  ])('not %s', (path) => {
    expect(packageReader(path)).toBeUndefined();
  });
});

describe('dpkg status', () => {
  const status = `Package: bash
Essential: yes
Status: install ok installed
Priority: required
Architecture: amd64
Multi-Arch: foreign
Version: 5.2.37-2+b5
Conffiles:
 /etc/skel/.bashrc 1f98b8f3f3c8f8927eca945d59dcc1c6
Description: GNU Bourne Again SHell
 Bash is an sh-compatible command language interpreter.
 .
 Package: not-this-one

Package: libssl3t64
Status: hold ok installed
Architecture: amd64
Version: 3.5.4-1~deb13u1

Package: vim-tiny
Status: deinstall ok config-files
Architecture: amd64
Version: 2:9.1.1230-2

Package: half-there
Status: install reinstreq half-installed
Version: 1

Package: never-there
Version: 1
`;

  test('names those that are installed, held ones too', () => {
    expect(read('var/lib/dpkg/status', status)).toEqual({
      source: 'dpkg',
      packages: ['bash 5.2.37-2+b5', 'libssl3t64 3.5.4-1~deb13u1'],
    });
  });

  test('that is empty is a database without packages', () => {
    expect(read('var/lib/dpkg/status', '')).toEqual({ source: 'dpkg', packages: [] });
  });

  test('of distroless says nothing about being installed, and is', () => {
    const control = `Package: tzdata
Version: 2025b-4+deb13u1
Architecture: all
Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>
`;
    expect(read('var/lib/dpkg/status.d/tzdata', control)).toEqual({
      source: 'dpkg',
      packages: ['tzdata 2025b-4+deb13u1'],
    });
  });
});

test('apk database: capital P and V, whatever stands beside them', () => {
  const installed = `C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
P:musl
V:1.2.5-r21
A:x86_64
S:411052
T:the musl c library (libc) implementation
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1NOUVwvtDvYWyMkFSjBQkXl0RDpk=

C:Q1mB95Hq2NUTZ599RDiSsj9w5FrOU=
p:cmd:busybox=1.37.0-r30
P:busybox
V:1.37.0-r30
F:bin
R:busybox
`;
  expect(read('lib/apk/db/installed', installed)).toEqual({
    source: 'apk',
    packages: ['musl 1.2.5-r21', 'busybox 1.37.0-r30'],
  });
});

describe('an npm package', () => {
  const path = 'node_modules/@babel/core/package.json';
  const packages = (content: string) => read(path, content)?.packages;

  test('has name and version in its JSON, not in its path', () => {
    expect(read(path, '{"name":"@babel/core","version":"7.28.5","main":"x"}')).toEqual({
      source: 'npm',
      packages: ['@babel/core 7.28.5'],
      needs: [],
    });
  });

  test('may lack a version', () => {
    expect(packages('{"name":"core","version":null}')).toEqual(['core']);
  });

  test('may begin with a byte order mark', () => {
    expect(packages('\uFEFF{"name":"core"}')).toEqual(['core']);
  });

  test.each(['', '{"name":"core"', '{}', '{"name":""}', '{"name":7}', '[]', 'null', '"core"'])(
    'is none if all it says is %j',
    (content) => {
      expect(read(path, content)).toBeUndefined();
    },
  );

  test('cannot put control characters into a report', () => {
    expect(packages('{"name":"a\\u001b[2Jb","version":"1\\n2"}')).toEqual(['a?[2Jb 1?2']);
  });
});

describe('a python package', () => {
  const path = 'usr/lib/python3.13/site-packages/requests-2.32.5.dist-info/METADATA';

  test('has its name in the headers; a description may say what it likes', () => {
    const metadata = `Metadata-Version: 2.4
Name: requests
Version: 2.32.5
Summary: Python HTTP for Humans.
Requires-Dist: idna<4,>=2.5

# Requests

Name: other
Version: 0
`;
    expect(read(path, metadata)).toEqual({ source: 'python', packages: ['requests 2.32.5'] });
  });

  test('may have lines that end as on Windows', () => {
    expect(read(path, 'Name: six\r\nVersion: 1.17.0\r\n\r\nx')?.packages).toEqual(['six 1.17.0']);
  });

  test('may lack a version', () => {
    expect(read(path, 'Name: six\n')?.packages).toEqual(['six']);
  });

  test.each(['', 'Version: 1\n', 'Metadata-Version: 2.1\n\nName: six\n'])(
    'is none without a name: %j',
    (content) => {
      expect(read(path, content)).toBeUndefined();
    },
  );
});

describe('what only development needs', () => {
  test('npm marks, at any depth', () => {
    const packages = {
      'node_modules/eslint': { version: '9.0.0', dev: true },
      'node_modules/eslint/node_modules/ms': { dev: true },
      'node_modules/express': { version: '5.0.0' },
      'node_modules/fsevents': { devOptional: true },
      'packages/web/node_modules/x': { dev: true },
    };
    expect(read('app/node_modules/.package-lock.json', JSON.stringify({ packages }))).toEqual({
      ...{ source: 'development', packages: ['eslint', 'eslint/node_modules/ms'] },
    });
  });

  test('pnpm does not mark: it is what no dependency of a project leads to', () => {
    const lock = `lockfileVersion: '9.0'
importers:
  apps/web:
    dependencies:
      '@hono/node-server': { specifier: 1.0.0, version: 1.0.0(hono@4.0.0) }
      '@shop/catalog': { specifier: workspace:*, version: link:../../packages/catalog }
      older: { specifier: npm:ms@1.0.0, version: ms@1.0.0 }
    devDependencies:
      esbuild: { specifier: 0.25.0, version: 0.25.0 }
      ms: { specifier: 2.0.0, version: 2.0.0 }
packages: {}
snapshots:
  '@hono/node-server@1.0.0(hono@4.0.0)': { dependencies: { hono: 4.0.0 } }
  hono@4.0.0: {}
  ms@1.0.0: {}
  ms@2.0.0: {}
  esbuild@0.25.0: { optionalDependencies: { '@esbuild/linux-x64': 0.25.0 } }
  '@esbuild/linux-x64@0.25.0': {}
  '@a/b@1.0.0(c@1.0.0(d@1.0.0))(e@1.0.0)': {}
`;
    expect(read('app/node_modules/.pnpm/lock.yaml', lock)).toEqual({
      source: 'development',
      packages: [
        'ms@2.0.0',
        'esbuild@0.25.0',
        '@esbuild+linux-x64@0.25.0',
        '@a+b@1.0.0_c@1.0.0_d@1.0.0__e@1.0.0',
      ],
    });
  });

  test('yarn leaves no list: a manifest says what it needs, and one of a project what only its development does', () => {
    const manifest = {
      ...{ name: 'web', version: '1.0.0', devDependencies: { eslint: '^9.0.0' } },
      ...{
        dependencies: { a: '1' },
        optionalDependencies: { b: '1' },
        peerDependencies: { c: '1', a: '>=1' },
      },
    };
    const text = JSON.stringify(manifest);
    const needs = ['a', 'b', 'c'];
    const project = { source: 'project', packages: [], needs, develops: ['eslint'] };
    expect(read('package.json', text)).toEqual(project);
    expect(read('app/packages/web/package.json', text)).toEqual(project);
    expect(read('app/node_modules/web/package.json', text)).toEqual({
      ...{ source: 'npm', packages: ['web 1.0.0'], needs },
    });
    expect(read('app/node_modules/web/test/package.json', text)).toBeUndefined();
  });

  test.each(['', '{', 'null', '7'])('a project is none by %j', (text) => {
    expect(read('app/package.json', text)).toBeUndefined();
  });

  test.each(['[]', '{"dependencies":null,"devDependencies":3}'])('a project needs nothing by %j', (text) => {
    expect(read('app/package.json', text)).toEqual({
      ...{ source: 'project', packages: [], needs: [], develops: [] },
    });
  });

  test.each(['', '{', 'null', '{"packages":{"node_modules/x":null}}', '[1]'])('and nothing in %j', (text) => {
    expect(read('app/node_modules/.package-lock.json', text)).toBeUndefined();
    expect(read('app/node_modules/.pnpm/lock.yaml', text)).toBeUndefined();
  });
});
