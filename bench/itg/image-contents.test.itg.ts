import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageFacts } from '../../src/domain/image/image.ts';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import type { DockerEndpoint } from '../../src/engine/docker/connect/endpoint.ts';
import type { ImageStore } from '../../src/engine/private/private-paths.ts';
import { imageContents, type ImageContents } from '../../src/inspect/contents/image-contents.ts';
import { imageFacts } from '../../src/inspect/image-facts.ts';
import { LayerStore } from '../../src/inspect/layers/layer-store.ts';
import { readEngineImages } from '../../src/inspect/read-engine-images.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { madeContents, madeFiles, writeMadeContext } from './made-image.fixture.ts';
import { describeWithOwnEngine, startOwnEngine, type OwnEngine } from './own-engine.fixture.ts';
import { unpackImage, type UnpackedImage } from './unpacked-image.fixture.ts';

const dataBytes = 3_000_001;

/** A layer that is there two times, a removed file, a folder that hides what was below it, an empty layer, a user. */
const dockerfile = `FROM debian:trixie-slim
COPY data /first
RUN rm /first && touch /second && mkdir /folder && echo a > /folder/a && echo bb > /folder/b
RUN rm -r /folder && mkdir /folder && echo ccc > /folder/c
ENV EMPTY=layer
COPY data /first
USER nobody
CMD ["sleep", "1"]
`;

const names = ['made', 'based'] as const;
type Name = (typeof names)[number];

/** The image that was built on the main engine and copied to the others, or one that was built where it is. */
const tagOf = (name: Name, how: 'copied' | 'built'): string => `stagebench-itg/contents-${name}:${how}`;

describeWithOwnEngine('what is in an image', (itg) => {
  const base = itg.bases['debian:trixie-slim'] ?? '';
  const own = new Map<ImageStore, OwnEngine>();
  const endpointOf = (imageStore: ImageStore): DockerEndpoint => {
    const engine = own.get(imageStore);
    if (engine === undefined) throw new Error(`no engine with the ${imageStore} store was started`);
    return engine.endpoint;
  };
  const main = { place: 'the main engine', imageStore: 'graphdriver', endpoint: () => itg.endpoint };
  const newer = (['graphdriver', 'containerd'] as const).map((imageStore) => ({
    ...{ place: `a newer engine, ${imageStore} store`, imageStore },
    endpoint: () => endpointOf(imageStore),
  }));
  const everywhere = [main, ...newer];
  let folder: string;
  let baseDiffIds: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stagebench-contents-'));
    for (const name of names) await mkdir(path.join(folder, name));
    await writeMadeContext(path.join(folder, 'made'));
    await writeFile(path.join(folder, 'based', 'Dockerfile'), dockerfile);
    await writeFile(path.join(folder, 'based', 'data'), Buffer.alloc(dataBytes, 'stagebench'));
    await buildAll(itg.endpoint, 'copied');
    baseDiffIds = (await (await connect(itg.endpoint)).inspectImage(base))?.diffIds ?? [];
    const images = [base, ...names.map((name) => tagOf(name, 'copied'))];
    for (const imageStore of ['graphdriver', 'containerd'] as const) {
      const engine = await startOwnEngine(itg, 'itg-contents', { release: 'forky', imageStore, images });
      own.set(imageStore, engine);
      await buildAll(engine.endpoint, 'built');
    }
  });
  afterAll(async () => {
    const engine = await connect(itg.endpoint);
    for (const name of names) await engine.removeImage(tagOf(name, 'copied'));
    for (const one of own.values()) await one.remove();
    await rm(folder, { recursive: true });
  });

  const connect = (endpoint: DockerEndpoint) => DockerEngine.connect('private', endpoint);

  async function buildAll(endpoint: DockerEndpoint, how: 'copied' | 'built'): Promise<void> {
    const engine = await connect(endpoint);
    for (const name of names) {
      const contextDir = path.join(folder, name);
      const outcome = await engine.build({
        ...{ contextDir, dockerfile: path.join(contextDir, 'Dockerfile'), tag: tagOf(name, how) },
        ...{ bases: new Map([['debian:trixie-slim', base]]), labels: {} },
      });
      if (outcome.state !== 'built') throw new Error(`${tagOf(name, how)}: ${outcome.rawLog.slice(-2000)}`);
    }
  }

  /** Remembers nothing of what was read before. */
  const forgetful = async () =>
    LayerStore.open(await mkdtemp(path.join(folder, 'layers-')), new Date().getTime());

  const contentsOf = async (endpoint: DockerEndpoint, tag: string, onBase: boolean) => {
    const layers = await forgetful();
    const [image] = await readEngineImages(await connect(endpoint), [tag], layers);
    if (image === undefined) throw new Error(`${tag} was not read`);
    const contents = await imageContents(image.saved, layers, onBase ? baseDiffIds.length : 0);
    return { contents, configDigest: image.saved.configDigest };
  };

  const copied = async (endpoint: DockerEndpoint, name: Name) =>
    contentsOf(endpoint, tagOf(name, 'copied'), name === 'based');

  const factsOf = async (endpoint: DockerEndpoint, name: Name): Promise<ImageFacts> => {
    const engine = await connect(endpoint);
    const { imageStore } = await engine.info();
    const onBase = {
      baseName: 'debian:trixie-slim',
      base: { name: 'debian:trixie-slim', ref: base, digest: '', source: 'local', diffIds: baseDiffIds },
      source: 'local',
    } as const;
    const origin = name === 'based' ? onBase : ({ ...onBase, baseName: 'scratch', base: undefined } as const);
    const requests = [{ ref: tagOf(name, 'copied'), origin }];
    const [facts] = await imageFacts(engine, requests, { imageStore, layers: await forgetful() });
    if (facts === undefined) throw new Error('no facts');
    return facts;
  };

  const unpack = async (endpoint: DockerEndpoint, tag: string) =>
    unpackImage(endpoint, tag, path.join(await mkdtemp(path.join(folder, 'unpacked-')), 'image'));

  test('is read on an older and on a newer engine, and from both image stores', async () => {
    const infos = [];
    for (const { endpoint } of everywhere) infos.push(await (await connect(endpoint())).info());
    const majors = infos.map(({ version }) => Number.parseInt(version, 10));
    expect(infos.map(({ imageStore }) => imageStore)).toEqual(everywhere.map(({ imageStore }) => imageStore));
    expect(majors[1]).toBeGreaterThan(majors[0] ?? NaN);
    expect(majors[2]).toBe(majors[1]);
  });

  describe.each(everywhere)('on $place', ({ imageStore, endpoint }) => {
    test.each(names)('%s: as tar, gzip, sha256sum, wc and find say of docker save', async (name) => {
      const { contents } = await copied(endpoint(), name);
      const tools = await unpack(endpoint(), tagOf(name, 'copied'));
      expect(comparable(contents)).toEqual(comparableOf(tools));
    });

    test.each(names)('%s: its facts are those that docker tells, and what is in it', async (name) => {
      const tag = tagOf(name, 'copied');
      const docker = dockerOn(endpoint());
      const told = (field: string) => docker('image', 'inspect', '--format', `{{${field}}}`, tag);
      const { contents } = await copied(endpoint(), name);
      expect(await factsOf(endpoint(), name)).toMatchObject({
        imageStore,
        layers: contents.layers.filter(({ empty }) => !empty).length,
        historySteps: (await docker('history', '--quiet', tag)).split('\n').length,
        user: await told('.Config.User'),
        engineSizeBytes: Number(await told('.Size')),
        sizeBytes: contents.sizeBytes,
        rootfsBytes: contents.rootfsBytes,
        wasteBytes: contents.wasteBytes,
        layerFacts: contents.layers,
      });
    });
  });

  test.each(names)('%s is the same everywhere, whatever the engines say', async (name) => {
    const [here, facts] = [await copied(itg.endpoint, name), await factsOf(itg.endpoint, name)];
    for (const { endpoint, imageStore } of newer) {
      expect(await copied(endpoint(), name)).toEqual(here);
      const there = await factsOf(endpoint(), name);
      expect(there).toEqual({
        ...facts,
        imageStore,
        imageId: expect.any(String),
        engineSizeBytes: expect.any(Number),
      });
      if (imageStore === 'containerd') expect(there.engineSizeBytes).not.toBe(facts.engineSizeBytes);
    }
  });

  describe.each(newer)('built on $place', ({ endpoint }) => {
    test.each(names)('%s differs at most in its ids and in how its tars are written', async (name) => {
      const tag = tagOf(name, 'built');
      const { contents } = await contentsOf(endpoint(), tag, name === 'based');
      expect(asBuilt(contents)).toEqual(asBuilt((await copied(itg.endpoint, name)).contents));
      expect(comparable(contents)).toEqual(comparableOf(await unpack(endpoint(), tag)));
    });
  });

  test('made: every number is as it was made', async () => {
    const { contents } = await copied(itg.endpoint, 'made');
    expect(contents).toMatchObject(madeContents);
    expect(contents.layers.map(({ files }) => files)).toEqual(madeFiles);
    expect(contents.layers.map(({ empty }) => empty)).toEqual([false, false, false, true, true]);
    expect(contents.layers.every(({ own }) => own)).toBe(true);
  });

  test('based: what was added to the base is all that its own layers bring', async () => {
    const { contents: below } = await contentsOf(itg.endpoint, base, true);
    const { contents } = await copied(itg.endpoint, 'based');
    expect(contents.rootfsBytes - below.rootfsBytes).toBe(dataBytes + 'ccc\n'.length);
    expect(contents.wasteBytes - below.wasteBytes).toBe(dataBytes + 'a\n'.length + 'bb\n'.length);
    expect(contents.wastedFiles - below.wastedFiles).toBe(3);
    expect(contents.surface).toEqual({ ...below.surface, runsAsRoot: false });
    const steps = below.layers.length;
    // A layer that comes twice counts two times, and an empty one as a step only.
    expect(contents.layers.slice(steps).map(({ empty }) => !empty)).toEqual([
      ...[true, true, true, false, true],
      ...[false, false],
    ]);
    expect(contents.layers[steps + 4]?.diffId).toBe(contents.layers[steps]?.diffId);
    expect(contents.layers.slice(steps).every(({ own }) => own)).toBe(true);
    expect(await factsOf(itg.endpoint, 'based')).toMatchObject({
      baseBytes: below.sizeBytes,
      ownBytes: contents.sizeBytes - below.sizeBytes,
      ownLayers: 4,
    });
  });
});

/** The part that other tools can tell too. */
function comparable({ layers, surface, ...contents }: ImageContents) {
  const { executables, setuidFiles, setgidFiles, worldWritableFiles } = surface;
  const { sizeBytes, rootfsBytes, wasteBytes } = contents;
  return {
    ...{ sizeBytes, rootfsBytes, wasteBytes, executables, setuidFiles, setgidFiles, worldWritableFiles },
    layers: layers.flatMap(({ diffId, sizeBytes: bytes, files }) =>
      diffId === undefined ? [] : [{ diffId, sizeBytes: bytes, files }],
    ),
    largestFileBytes: contents.largestFiles.map(({ bytes }) => bytes),
  };
}

/** The same of what they told: waste is what all layers ship, minus what is seen of it. */
function comparableOf({ layers, ...told }: UnpackedImage): ReturnType<typeof comparable> {
  const sum = (bytes: readonly number[]) => bytes.reduce((total, one) => total + one, 0);
  return {
    ...told,
    sizeBytes: sum(layers.map(({ sizeBytes }) => sizeBytes)),
    wasteBytes: sum(layers.map(({ fileBytes }) => fileBytes)) - told.rootfsBytes,
    layers: layers.map(({ diffId, sizeBytes, files }) => ({ diffId, sizeBytes, files })),
  };
}

/** Without what another builder may write otherwise: times, and with them ids; headers, and with them the bytes of tars. */
const asBuilt = ({ layers, ...contents }: ImageContents) => ({
  ...contents,
  sizeBytes: 0,
  layers: layers.map((layer) => ({ ...layer, diffId: '', createdBy: '', sizeBytes: 0 })),
});
