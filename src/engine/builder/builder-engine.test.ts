import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawEntry, tarOf } from '../../inspect/tar/hand-made-tar.fixture.ts';
import type { BuildRequest, Engine } from '../engine.ts';
import { BaseLayouts } from './base-layouts.ts';
import { BuilderEngine } from './builder-engine.ts';
import { scriptedClient } from './scripted-client.fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-builder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const entry = (name: string, content: unknown) => rawEntry({ name, content: JSON.stringify(content) });
const imageOf = (digest: string): Buffer =>
  tarOf(
    entry(`blobs/sha256/${digest}`, { config: { digest: 'sha256:c' }, layers: [] }),
    entry('index.json', { manifests: [{ digest: `sha256:${digest}` }] }),
  );

/** An engine with one base, which notes what is loaded into it. */
function homeEngine() {
  const loaded: string[] = [];
  let saves = 0;
  const home = {
    kind: 'private',
    ping: async () => {},
    inspectImage: async (ref: string) => (ref === 'missing:1' ? undefined : { imageId: `id of ${ref}` }),
    saveImages: async () => {
      saves += 1;
      return Readable.from([imageOf('ba5e')]);
    },
    loadImages: async (archive: Readable) => {
      loaded.push(/"RepoTags":\["([^"]*)"/.exec((await buffer(archive)).toString('latin1'))?.[1] ?? '');
    },
    removeImage: async () => {},
    imagesWithLabel: async () => ['stagebench/other:r1'],
    inventory: async () => ({ images: [], containers: [], volumes: [], cacheRecords: ['of the engine'] }),
  };
  return { home: home as unknown as Engine, loaded, saves: () => saves };
}

const describeRunning = `printf 'Driver: remote\\n\\nNodes:\\nName: one0\\nStatus: running\\n'`;
/** A buildx whose builds write an archive and an image id, and whose builder runs. */
const good = `case "$2" in
inspect) ${describeRunning} ;;
du) printf 'ID: r1\\nID: r2\\n' ;;
build)
  for word; do case "$before" in --iidfile) echo sha256:c >"$word" ;; --output) dest=\${word#type=oci,dest=} ;; esac; before=$word; done
  case "$dest" in /*) cp "$IMAGE" "$dest" ;; esac ;;
esac`;

function builderOn(script: string) {
  const { client, calls } = scriptedClient(script);
  const image = path.join(folder, 'made.tar');
  writeFileSync(image, imageOf('600d'));
  const { home, loaded, saves } = homeEngine();
  const archives = mkdtempSync(path.join(folder, 'archives-'));
  const engine = new BuilderEngine({
    ...{ client: { ...client, environment: { ...client.environment, IMAGE: image } }, home },
    ...{ isMine: false, buildxVersion: '0.13.1', folder: archives },
    layouts: new BaseLayouts(home, path.join(folder, 'layouts')),
  });
  const left = () => readdirSync(archives);
  return { engine, calls, loaded, saves, left, layouts: path.join(folder, 'layouts') };
}

const request: BuildRequest = {
  ...{ contextDir: '/apps/go', dockerfile: '/go.Dockerfile', tag: 'stagebench/go-slim:r1' },
  ...{ bases: new Map([['debian:trixie-slim', 'stagebench-base/debian:1']]) },
  labels: { 'stagebench.run': 'r1' },
};
const buildsIn = (calls: readonly string[]) => calls.filter((call) => call.startsWith('buildx build'));

test('a builder gets bases as OCI layouts before the timed build, and hands out an OCI archive', async () => {
  const { engine, calls, layouts } = builderOn(good);
  expect(await engine.build(request)).toMatchObject({ state: 'built', imageId: 'sha256:c' });
  const [brought = '', timed = ''] = buildsIn(calls());
  const [name = ''] = readdirSync(layouts);
  const layout = `oci-layout://${path.join(layouts, name)}@sha256:ba5e`;
  expect(brought).toContain(`--build-context stagebench-base-0=${layout} --output type=cacheonly`);
  expect(timed).toContain(`--build-context debian:trixie-slim=${layout}`);
  expect(timed).toContain('--output type=oci,dest=/');
  expect(timed).not.toContain('--network=host');
});

test('a base is brought once, and again after the cache was emptied', async () => {
  const { engine, calls, saves } = builderOn(good);
  await engine.build(request);
  await engine.build(request);
  expect(buildsIn(calls())).toHaveLength(3);
  await engine.pruneBuildCache('all');
  await engine.build(request);
  expect(buildsIn(calls())).toHaveLength(5);
  expect(saves()).toBe(1);
});

test('an image is loaded into the engine when it is wanted, once, and its archive goes', async () => {
  const { engine, loaded, left } = builderOn(good);
  await engine.build(request);
  await engine.build(request);
  expect(loaded).toEqual([]);
  expect(left()).toEqual(['stagebench_go-slim_r1.tar']);
  await engine.inspectImage(request.tag);
  await engine.inspectImage(request.tag);
  expect(loaded).toEqual([request.tag]);
  expect(left()).toEqual([]);
});

test('an image that nobody wanted is known by its labels, and is removed with its archive', async () => {
  const { engine, loaded, left } = builderOn(good);
  await engine.build(request);
  expect(await engine.imagesWithLabel('stagebench.run=r1')).toEqual([request.tag, 'stagebench/other:r1']);
  expect(await engine.imagesWithLabel('stagebench.run')).toContain(request.tag);
  expect(await engine.imagesWithLabel('stagebench.run=r2')).toEqual(['stagebench/other:r1']);
  await engine.removeImage(request.tag);
  expect(left()).toEqual([]);
  expect(loaded).toEqual([]);
});

test('the cache is that of the builder, not that of the engine', async () => {
  const { engine, calls } = builderOn(good);
  expect((await engine.inventory()).cacheRecords).toEqual(['r1', 'r2']);
  await engine.pruneBuildCache(['r1', 'r2']);
  await engine.pruneBuildCache([]);
  expect(calls().filter((call) => call.includes('prune'))).toEqual([
    'buildx prune --builder one --all --force --filter id=^(r1|r2)$',
  ]);
});

test('a build that fails on a builder that runs is the fault of what was built', async () => {
  const { engine, left } = builderOn(
    `case "$2" in inspect) ${describeRunning} ;; *) case "$*" in *cacheonly*) ;; *) echo "ERROR: no such step" >&2; exit 1 ;; esac ;; esac`,
  );
  const outcome = await engine.build(request);
  expect(outcome).toMatchObject({ state: 'failed', message: 'ERROR: no such step' });
  expect(left()).toEqual([]);
});

test('a builder that dies during a build is a lost engine', async () => {
  const { engine } = builderOn(
    `case "$2" in inspect) printf 'Driver: remote\\n\\nNodes:\\nName: one0\\nStatus: inactive\\n' ;; *) case "$*" in *cacheonly*) ;; *) exit 1 ;; esac ;; esac`,
  );
  await expect(engine.build(request)).rejects.toMatchObject({
    code: 'ENGINE_LOST',
    message: 'Builder "one" cannot build: node one0 is inactive.',
  });
});

test('a base that the engine does not have is told by name, and no layout of it is left', async () => {
  const { engine, layouts } = builderOn(good);
  const bases = new Map([['debian:trixie', 'missing:1']]);
  await expect(engine.build({ ...request, bases })).rejects.toThrow('The engine has no image missing:1');
  expect(existsSync(layouts)).toBe(false);
});

test('a layout that cannot be unpacked leaves nothing behind, and is tried again', async () => {
  const { engine, layouts } = builderOn(good);
  const { home } = homeEngine();
  const torn = { ...home, saveImages: async () => Readable.from([imageOf('ba5e').subarray(0, 700)]) };
  const broken = new BaseLayouts(torn, layouts);
  await expect(broken.contextOf('stagebench-base/debian:1')).rejects.toMatchObject({
    code: 'IMAGE_UNREADABLE',
  });
  expect(readdirSync(layouts)).toEqual([]);
  expect(await engine.build(request)).toMatchObject({ state: 'built' });
});
