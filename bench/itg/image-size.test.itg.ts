import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImageFacts } from '../../src/domain/image.ts';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import type { DockerEndpoint } from '../../src/engine/docker/endpoint.ts';
import { imageFacts } from '../../src/inspect/image-facts.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { copyImages, describeWithOwnEngine, startOwnEngine, type OwnEngine } from './own-engine.fixture.ts';

/** The same file twice (a layer that is there two times), an empty layer, a removed file, and a user. */
const dockerfile = (base: string) => `FROM ${base}
COPY data /first
RUN rm /first && touch /second
ENV EMPTY=layer
COPY data /first
USER nobody
CMD ["sleep", "1"]
`;

describeWithOwnEngine('the size of an image', (itg) => {
  const tag = 'stagebench-itg/size:1';
  let folder: string;
  let containerd: OwnEngine;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stagebench-size-'));
    await writeFile(path.join(folder, 'Dockerfile'), dockerfile(itg.bases['debian:trixie-slim'] ?? ''));
    await writeFile(path.join(folder, 'data'), Buffer.alloc(3_000_001, 'stagebench'));
    await dockerOn(itg.endpoint)(
      'buildx',
      'build',
      '--network=host',
      '--provenance=false',
      '--tag',
      tag,
      folder,
    );
    containerd = await startOwnEngine(itg, 'itg-size', { imageStore: 'containerd' });
    await copyImages([tag], itg.endpoint, containerd.endpoint);
  });
  afterAll(async () => {
    await dockerOn(itg.endpoint)('rmi', tag);
    await containerd.remove();
    await rm(folder, { recursive: true });
  });

  const facts = async (endpoint: DockerEndpoint) => {
    const engine = await DockerEngine.connect('private', endpoint);
    const { imageStore } = await engine.info();
    return imageFacts(
      engine,
      [{ ref: tag, origin: { baseName: 'debian:trixie-slim', base: undefined, source: 'local' } }],
      imageStore,
    ).then(([only]) => {
      if (only === undefined) throw new Error('no facts');
      return only;
    });
  };

  test.each([
    ['graphdriver', () => itg.endpoint],
    ['containerd', () => containerd.endpoint],
  ] as const)('on the %s store is what tar, gzip and wc say of docker save', async (store, endpoint) => {
    const found = await facts(endpoint());
    const docker = dockerOn(endpoint());
    const bytes = await bytesOfLayers(endpoint(), path.join(folder, store));
    const diffIds = JSON.parse(
      await docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', tag),
    ) as string[];
    expect(found.imageStore).toBe(store);
    expect(found.layers).toBe(diffIds.length);
    expect(found.sizeBytes).toBe(diffIds.reduce((sum, id) => sum + (bytes.get(id) ?? NaN), 0));
    expect(found.historySteps).toBe((await docker('history', '--quiet', tag)).split('\n').length);
    expect(found.user).toBe(await docker('image', 'inspect', '--format', '{{.Config.User}}', tag));
    expect(found.engineSizeBytes).toBe(
      Number(await docker('image', 'inspect', '--format', '{{.Size}}', tag)),
    );
  });

  test('is the same on both stores, whatever the engines say', async () => {
    const portable = ({ sizeBytes, layers, historySteps, platform, user }: ImageFacts) => [
      ...[sizeBytes, layers, historySteps],
      ...[platform, user],
    ];
    const [first, second] = [await facts(itg.endpoint), await facts(containerd.endpoint)];
    expect(portable(second)).toEqual(portable(first));
    expect(second.engineSizeBytes).not.toBe(first.engineSizeBytes);
  });

  test('counts a layer that comes twice two times, and an empty one as a step only', async () => {
    const { layers, historySteps } = await facts(itg.endpoint);
    const base = await DockerEngine.connect('private', itg.endpoint).then((engine) =>
      engine.inspectImage(itg.bases['debian:trixie-slim'] ?? ''),
    );
    expect(layers).toBe((base?.diffIds.length ?? 0) + 3);
    expect(historySteps).toBe((base?.historySteps ?? 0) + 6);
  });

  /** Unpacks the archive with tar, and every gzip file with gzip; bytes of each file by the SHA-256 of its content. */
  async function bytesOfLayers(endpoint: DockerEndpoint, into: string): Promise<Map<string, number>> {
    const env = { ...endpoint.environment, DOCKER_HOST: endpoint.host };
    const script = `mkdir -p "$1" && docker save "$2" | tar -x -C "$1" && cd "$1" &&
      find . -type f | while read -r file; do
        if gzip -t "$file" 2>/dev/null; then gzip -dc "$file" > "$file.plain"; else cp "$file" "$file.plain"; fi
        echo "$(sha256sum < "$file.plain" | cut -d' ' -f1) $(wc -c < "$file.plain")"
      done`;
    const { stdout } = await execa('sh', ['-c', script, 'sh', into, tag], { env });
    return new Map(
      stdout
        .split('\n')
        .map((line) => line.split(' '))
        .map(([hash, size]) => [`sha256:${hash}`, Number(size)]),
    );
  }
});
