import { expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { file, folder, hardLink, treeOf } from '../filesystem/tree.fixture.ts';
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
