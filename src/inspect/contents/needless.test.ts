import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { file, folder, hardLink, symlink, treeOf } from '../filesystem/tree.fixture.ts';
import { NeedlessSearch } from './needless.ts';

/** What nobody needs in these layers, by the number of the layer. */
function needlessIn(...layers: readonly (readonly LayerEntry[])[]): object {
  const tree = treeOf(...layers);
  const search = new NeedlessSearch(tree);
  for (const one of tree.files()) search.take(one);
  return Object.fromEntries(search.found());
}

const development = (path: string, packages: readonly string[]) =>
  file(path, 9, { declares: { source: 'development', packages } });

test('caches count where package managers have them, in the layer that shipped them, with the folder that has most', () => {
  const [apt, npm, pip] = ['var/lib/apt/lists', 'home/node/.npm/_cacache', 'root/.cache/pip'];
  expect(
    needlessIn(
      [file(`${apt}/a`, 10), file('usr/bin/x', 5)],
      [file(`${npm}/index/b`, 3), file(`${pip}/c`, 30), file('root/.cache/ms-playwright/d', 7)],
    ),
  ).toEqual({ 0: { cache: { bytes: 10, path: `/${apt}` } }, 1: { cache: { bytes: 33, path: `/${pip}` } } });
});

test('a file of a cache that has another name elsewhere is needed, whichever name comes first', () => {
  const store = 'root/.local/share/pnpm/store';
  const [linked, own] = ['v10/files/00/aa', 'v10/index/b'];
  expect(
    needlessIn([
      file(`${store}/${linked}`, 40),
      hardLink('app/x.js', `${store}/${linked}`),
      file(`${store}/${own}`, 2),
    ]),
  ).toEqual({ 0: { cache: { bytes: 2, path: `/${store}` } } });
  expect(needlessIn([file('app/x.js', 40), hardLink(`${store}/${linked}`, 'app/x.js')])).toEqual({});
});

test('what git keeps counts; a file that is called so does not', () => {
  expect(
    needlessIn([folder('app/.git'), file('app/.git/objects/pack/p', 50), file('app/sub/.git', 20)]),
  ).toEqual({
    0: { git: { bytes: 50, path: '/app/.git' } },
  });
});

test('packages count that npm has marked, wherever the list stands among them; their parts that others need do not', () => {
  const modules = 'app/node_modules';
  const files = [
    file(`${modules}/eslint/a.js`, 100),
    file(`${modules}/eslint/node_modules/ms/b.js`, 10),
    file(`${modules}/@types/node/c.d.ts`, 5),
    file(`${modules}/express/d.js`, 1000),
    file(`${modules}/express/node_modules/ms/e.js`, 1000),
  ];
  const list = development(`${modules}/.package-lock.json`, [
    'eslint',
    'eslint/node_modules/ms',
    '@types/node',
    'gone',
  ]);
  const found = { 0: { development: { bytes: 115, path: '/app/node_modules/eslint' } } };
  expect(needlessIn([list, ...files])).toEqual(found);
  expect(needlessIn([...files, list])).toEqual(found);
  expect(needlessIn(files)).toEqual({});
});

test('packages count that pnpm has for development, with the files that its store has of them', () => {
  const store = 'root/.local/share/pnpm/store/v10/files/00/aa';
  const pnpm = 'app/node_modules/.pnpm';
  expect(
    needlessIn([
      file(store, 100),
      hardLink(`${pnpm}/esbuild@0.25.11/node_modules/esbuild/bin/esbuild`, store),
      file(`${pnpm}/esbuild@0.25.11/node_modules/esbuild/node_modules/bundled/x.js`, 3),
      file(`${pnpm}/hono@4.10.1/node_modules/hono/y.js`, 1000),
      development(`${pnpm}/lock.yaml`, ['esbuild@0.25.11']),
    ]),
  ).toEqual({ 0: { development: { bytes: 103, path: '/app/node_modules/.pnpm/esbuild@0.25.11' } } });
});

describe('packages that yarn has installed', () => {
  /** A manifest; of a project if it lies outside of node_modules. */
  const manifest = (folder: string, needs: readonly string[] = [], develops?: readonly string[]) =>
    file(`${folder}/package.json`.replace(/^\//, ''), 1, {
      declares: {
        source: develops === undefined ? 'npm' : 'project',
        packages: [],
        needs,
        ...(develops && { develops }),
      },
    });
  const modules = 'app/node_modules';
  const installed = [
    manifest(`${modules}/express`, ['ms']),
    file(`${modules}/express/node_modules/ms/a.js`, 1000),
    manifest(`${modules}/eslint`, ['ms', '@types/node', 'chalk']),
    file(`${modules}/eslint/a.js`, 100),
    file(`${modules}/ms/a.js`, 20),
    file(`${modules}/@types/node/a.d.ts`, 3),
    file(`${modules}/chalk/a.js`, 1000),
    // Nobody names it: somebody has installed it by hand.
    file(`${modules}/by-hand/a.js`, 1000),
  ];
  const project = manifest('app', ['express', 'chalk', 'gone'], ['eslint', 'chalk', 'gone']);

  test.each(['.yarn-integrity', '.yarn-state.yml'])(
    'count if only development leads to them, as Node looks for them (%s)',
    (state) => {
      // eslint itself, its manifest, the ms of the root, and types; the ms of express is another one.
      const found = { 0: { development: { bytes: 124, path: '/app/node_modules/eslint' } } };
      const mark = file(`${modules}/${state}`, 1);
      expect(needlessIn([project, mark, ...installed])).toEqual(found);
      expect(needlessIn([...installed, mark, project])).toEqual(found);
    },
  );

  test('do not count without its mark, nor for a project beside it', () => {
    expect(needlessIn([project, ...installed])).toEqual({});
    const other = manifest('app2', [], ['eslint']);
    expect(needlessIn([other, file(`${modules}/.yarn-integrity`, 1), ...installed])).toEqual({});
  });

  test('are needed if any workspace needs them, also one that is linked', () => {
    const mark = file('node_modules/.yarn-integrity', 1);
    const root = manifest('', [], ['eslint', 'vite']);
    const files = [
      ...[file('node_modules/eslint/a.js', 5), file('node_modules/vite/a.js', 7)],
      ...[
        symlink('node_modules/@shop/web', '../../packages/web'),
        file('packages/web/node_modules/esbuild/a', 11),
      ],
    ];
    const web = manifest('packages/web', ['vite'], ['esbuild']);
    expect(needlessIn([mark, root, web, ...files])).toEqual({
      0: { development: { bytes: 16, path: '/packages/web/node_modules/esbuild' } },
    });
  });
});
