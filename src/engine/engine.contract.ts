import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArchive } from '../inspect/archive/read-archive.ts';
import { temporaryLayers } from '../inspect/layers/layer-store.fixture.ts';
import { appContainerContract } from './app-container.contract.ts';
import type { BuildOutcome, BuildRequest, Engine } from './engine.ts';

/** What the suite needs of the engine under test. */
export interface ContractEngine {
  readonly engine: Engine;
  /** An image on the engine that the Dockerfiles below can stand on: it has a shell. */
  readonly base: string;
  /** Folder with the go app as a program: `server` and `ca-certificates.crt`. Undefined: the engine reads no files. */
  readonly goApp: string | undefined;
  /** Resolves when a build step with these arguments runs; undefined: a step runs as soon as it is announced. */
  readonly stepRuns: ((args: string) => Promise<void>) | undefined;
  /** False on an engine whose build cache belongs to somebody. */
  readonly mayPruneAll: boolean;
}

/** The images the suite builds. A fake must be told that `broken` fails, `quitter` ends at once and `stubborn` never. */
const dockerfiles = {
  good: 'COPY server /usr/local/bin/server\nCOPY ca-certificates.crt /etc/ssl/certs/\nRUN touch /built\nUSER nobody\nCMD ["server"]',
  broken: 'RUN touch /first\nRUN echo as the script says; exit 1',
  quitter: 'CMD ["sh", "-c", "echo cannot go on >&2; exit 3"]',
  // Process 1 of a container takes no notice of a signal that it does not handle.
  stubborn: 'CMD ["sleep", "1000"]',
  endless: `RUN sleep 86396.${process.pid}`,
} as const;

const label = 'stagebench.contract';

/** What every Engine promises to the bench, whether it is real or not. */
export function engineContract(title: string, open: () => Promise<ContractEngine>): void {
  describe(title, () => {
    let subject: ContractEngine;
    let engine: Engine;
    let folder: string;
    const labels = { [label]: String(process.pid) };
    const ofThisSuite = `${label}=${process.pid}`;

    beforeAll(async () => {
      subject = await open();
      engine = subject.engine;
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-contract-'));
      if (subject.goApp !== undefined) await cp(subject.goApp, folder, { recursive: true });
      for (const [name, text] of Object.entries(dockerfiles)) {
        await writeFile(path.join(folder, `${name}.Dockerfile`), `FROM contract-base\n${text}\n`);
      }
    });
    afterAll(async () => {
      for (const id of await engine.containersWithLabel(ofThisSuite)) await engine.removeContainer(id);
      for (const image of await engine.imagesWithLabel(ofThisSuite)) await engine.removeImage(image);
      await rm(folder, { recursive: true });
    });

    const tagOf = (name: string) => `stagebench-contract/contract-${name}:1`;
    const request = (name: keyof typeof dockerfiles, more: Partial<BuildRequest> = {}): BuildRequest => ({
      contextDir: folder,
      dockerfile: path.join(folder, `${name}.Dockerfile`),
      tag: tagOf(name),
      bases: new Map([['contract-base', subject.base]]),
      labels,
      ...more,
    });
    const build = async (...parts: Parameters<typeof request>) => {
      const outcome = await engine.build(request(...parts));
      if (outcome.state !== 'built')
        throw new Error(`the build is ${outcome.state}: ${outcome.rawLog.slice(-2000)}`);
      return outcome;
    };
    const executed = ({ steps }: BuildOutcome) =>
      steps.filter((step) => step.cacheable && !step.cached).length;
    const cacheable = ({ steps }: BuildOutcome) => steps.filter((step) => step.cacheable).length;

    describe('says of itself', () => {
      test('which engine it is, always the same', async () => {
        await engine.ping();
        const info = await engine.info();
        expect(info).toMatchObject({
          kind: engine.kind,
          id: expect.stringMatching(/./),
          version: expect.stringMatching(/\d/),
        });
        expect((await engine.info()).id).toBe(info.id);
      });
    });

    describe('builds', () => {
      test('an image, and gives its id and its steps as they were announced', async () => {
        const announced: string[] = [];
        const outcome = await engine.build(request('good', { noCache: true }), {
          onStep: (name) => announced.push(name),
        });
        expect(outcome.state).toBe('built');
        expect(executed(outcome)).toBe(cacheable(outcome));
        expect(cacheable(outcome)).toBeGreaterThan(1);
        expect(outcome.steps.map(({ name }) => name).toSorted()).toEqual(announced.toSorted());
        expect(outcome.rawLog.trim()).toMatch(/^\{/);
        const image = await engine.inspectImage(tagOf('good'));
        expect(outcome).toMatchObject({ imageId: image?.imageId });
      });

      test('the same image again from the cache', async () => {
        const [first, second] = [await build('good'), await build('good')];
        expect(executed(second)).toBe(0);
        expect(cacheable(second)).toBe(cacheable(first));
        expect(second.imageId).toBe(first.imageId);
      });

      test('all steps anew, though they are cached, when told so', async () => {
        await build('good');
        const outcome = await build('good', { noCache: true });
        expect(executed(outcome)).toBe(cacheable(outcome));
      });

      test('all steps anew after the cache was pruned', async ({ skip }) => {
        skip(!subject.mayPruneAll, 'the build cache belongs to somebody');
        await build('good');
        await engine.removeImage(tagOf('good'));
        await engine.pruneBuildCache('all');
        const outcome = await build('good');
        expect(executed(outcome)).toBe(cacheable(outcome));
      });

      test('what cannot be built is an outcome: the failed step, the message, the end of its log', async () => {
        const outcome = await engine.build(request('broken', { noCache: true }));
        expect(outcome).toMatchObject({
          state: 'failed',
          message: expect.stringContaining('exit code: 1'),
          logTail: expect.arrayContaining(['as the script says']),
        });
        expect(outcome.steps.map(({ name }) => name)).toContain(
          outcome.state === 'failed' ? outcome.failedStep : '',
        );
        expect(await engine.inspectImage(tagOf('broken'))).toBeUndefined();
      });

      test('what is interrupted is an outcome, and no image', async () => {
        const interrupt = new AbortController();
        const onStep = (name: string) => {
          if (!name.includes('RUN')) return;
          if (subject.stepRuns === undefined) interrupt.abort();
          else void subject.stepRuns(`sleep 86396.${process.pid}`).then(() => interrupt.abort());
        };
        const outcome = await engine.build(request('endless'), { signal: interrupt.signal, onStep });
        expect(outcome.state).toBe('aborted');
        expect(await engine.inspectImage(tagOf('endless'))).toBeUndefined();
      });

      test('nothing when the signal came before', async () => {
        const outcome = await engine.build(request('endless'), { signal: AbortSignal.abort() });
        expect(outcome.state).toBe('aborted');
      });
    });

    describe('has images', () => {
      test('that can be inspected', async () => {
        const { imageId } = await build('good');
        const image = await engine.inspectImage(tagOf('good'));
        expect(image).toMatchObject({ imageId, platform: expect.stringMatching(/^linux\/\w/), labels });
        expect(image?.diffIds.every((id) => /^sha256:[0-9a-f]{64}$/.test(id))).toBe(true);
        expect(image?.historySteps).toBeGreaterThanOrEqual(image?.diffIds.length ?? 0);
      });

      test('or are not there', async () => {
        expect(await engine.inspectImage('stagebench-contract/none:1')).toBeUndefined();
        await expect(engine.saveImages(['stagebench-contract/none:1'])).rejects.toMatchObject({
          code: 'ENGINE_REQUEST',
        });
        await expect(engine.tagImage('stagebench-contract/none:1', 'a:b')).rejects.toMatchObject({
          code: 'ENGINE_REQUEST',
        });
        await engine.removeImage('stagebench-contract/none:1');
      });

      test('whose archive holds each layer, as its diffID says', async () => {
        await build('good');
        const image = await engine.inspectImage(tagOf('good'));
        const saved = await readArchive(await engine.saveImages([tagOf('good')]), await temporaryLayers());
        expect(saved.map(({ diffIds }) => diffIds)).toEqual([image?.diffIds]);
      });

      test('whose archive is the same where it comes in pieces', async ({ skip }) => {
        await build('good');
        const archive = engine.pumpImages([tagOf('good')]);
        if (archive === undefined) return skip('it comes as a stream only');
        const image = await engine.inspectImage(tagOf('good'));
        const saved = await readArchive(archive, await temporaryLayers());
        expect(saved.map(({ diffIds }) => diffIds)).toEqual([image?.diffIds]);
        const none = engine.pumpImages(['stagebench-contract/none:1'])?.pump(() => undefined);
        await expect(none).rejects.toMatchObject({ code: 'ENGINE_REQUEST' });
      });

      test('that can be saved, removed and loaded again, name and all', async () => {
        const { imageId } = await build('good');
        const archive = await buffer(await engine.saveImages([tagOf('good')]));
        await engine.removeImage(tagOf('good'));
        await engine.loadImages(Readable.from([archive]));
        expect((await engine.inspectImage(tagOf('good')))?.imageId).toBe(imageId);
      });

      test('but take in nothing that is not an archive of images', async () => {
        await expect(engine.loadImages(Readable.from([Buffer.from('no tar')]))).rejects.toMatchObject({
          code: 'ENGINE_REQUEST',
        });
      });

      test('that can have two names, and are gone with the last', async () => {
        const { imageId } = await build('good');
        await engine.tagImage(tagOf('good'), tagOf('other'));
        await engine.removeImage(tagOf('good'));
        expect((await engine.inspectImage(tagOf('other')))?.imageId).toBe(imageId);
        expect(await engine.imagesWithLabel(ofThisSuite)).toContain(tagOf('other'));
        await engine.removeImage(tagOf('other'));
        expect(await engine.inspectImage(tagOf('other'))).toBeUndefined();
        expect(await engine.imagesWithLabel(ofThisSuite)).not.toContain(tagOf('other'));
      });
    });

    appContainerContract({
      engine: () => engine,
      build,
      container: (name) => ({ image: tagOf(name), port: 8080, labels }),
      label: ofThisSuite,
    });

    test('can be brought back to what it held before: images, containers and cache records', async () => {
      await engine.removeImage(tagOf('good'));
      const before = await engine.inventory();
      const { imageId } = await build('good', { noCache: true });
      const app = await engine.createContainer({ image: tagOf('good'), port: 8080, labels });
      const filled = await engine.inventory();
      const added = (kind: keyof typeof before) =>
        filled[kind].filter((line) => !before[kind].includes(line));
      expect(added('images')).toEqual([`${imageId} ${tagOf('good')}`]);
      expect(added('containers')).toEqual([`${app.id} created`]);
      expect(added('cacheRecords').length).toBeGreaterThan(0);
      await app.remove();
      await engine.removeImage(tagOf('good'));
      await engine.pruneBuildCache([]);
      expect((await engine.inventory()).cacheRecords).toEqual(filled.cacheRecords);
      await engine.pruneBuildCache(added('cacheRecords'));
      expect(await engine.inventory()).toEqual(before);
    });

    test('says TRANSFER_FAILED of what it cannot push, at once', async () => {
      const none = '127.0.0.1:9/none/app:1';
      await expect(engine.pushImage(none)).rejects.toMatchObject({ code: 'TRANSFER_FAILED' });
    }, 10_000);

    test('says REGISTRY_UNREACHABLE of a registry that is not there, at once', async () => {
      const unreachable = {
        code: 'REGISTRY_UNREACHABLE',
        message: expect.stringContaining('127.0.0.1:9/none/app:1'),
      };
      await expect(engine.resolveDigest('127.0.0.1:9/none/app:1')).rejects.toMatchObject(unreachable);
      const arm = { os: 'linux', architecture: 'arm64', variant: '' };
      await expect(engine.platformDigest('127.0.0.1:9/none/app:1', arm)).rejects.toMatchObject(unreachable);
      await expect(engine.pullImage('127.0.0.1:9/none/app:1')).rejects.toMatchObject(unreachable);
    }, 10_000);
  });
}
