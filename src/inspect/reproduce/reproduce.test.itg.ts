import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { BuildComparison } from '../../domain/image/reproduction.ts';
import { DockerEngine } from '../../engine/docker/docker-engine.ts';
import { temporaryLayers } from '../layers/layer-store.fixture.ts';
import { reproduce } from './reproduce.ts';

const itg = inject('itg');
const longAgo = new Date('2020-02-03T04:05:06Z');

describe.skipIf(itg === undefined)(
  `what is built twice${itg === undefined ? ' (NOT RUN: no engine)' : ''}`,
  () => {
    let folder: string;
    let engine: DockerEngine;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'stagebench-reproduce-'));
      if (itg !== undefined) engine = await DockerEngine.connect(itg.kind, itg.endpoint);
      for (const name of ['one', 'two']) {
        await writeFile(path.join(folder, name), `${name}\n`);
        await utimes(path.join(folder, name), longAgo, longAgo);
      }
    });
    afterAll(async () => {
      await rm(folder, { recursive: true });
    });

    /** Reproduces a Dockerfile; the engine's images are the same before and after. */
    async function reproduced(name: string, text: string) {
      const dockerfile = path.join(folder, `${name}.Dockerfile`);
      await writeFile(dockerfile, text);
      const bases = new Map([['debian:trixie-slim', itg?.bases['debian:trixie-slim'] ?? '']]);
      const { images } = await engine.inventory();
      const reproduction = await reproduce({
        ...{ engine, layers: await temporaryLayers(), clock: { pause: (ms) => pause(ms) } },
        tags: [`stagebench-itg/reproduce-${name}:1`, `stagebench-itg/reproduce-${name}:2`],
        build: async ({ tag, sourceDateEpoch: epoch }) => {
          const outcome = await engine.build({
            ...{ contextDir: folder, dockerfile, tag, bases, labels: {}, noCache: true },
            ...(epoch !== undefined && { buildArgs: { SOURCE_DATE_EPOCH: String(epoch) } }),
          });
          expect(outcome.state, outcome.rawLog.slice(-2000)).toBe('built');
        },
      });
      expect((await engine.inventory()).images).toEqual(images);
      return reproduction;
    }

    const changedContents = (comparison: BuildComparison): string[] =>
      comparison.state === 'different'
        ? comparison.firstPaths.flatMap(({ path: name, what }) => (what === 'content' ? [name] : []))
        : [];

    test('from fixed files alone is identical, and with SOURCE_DATE_EPOCH the very same image', async () => {
      expect(await reproduced('fixed', 'FROM scratch\nCOPY one /one\nCOPY two /two\n')).toEqual({
        without: { state: 'identical', sameId: false },
        with: { state: 'identical', sameId: true },
      });
    });

    test('with a folder that COPY makes is the same but for its time', async () => {
      const { without } = await reproduced('folder', 'FROM scratch\nCOPY one /made/\n');
      expect(without).toEqual({
        ...{ state: 'different', layers: 1, filesContent: 0, filesMetadata: 1, filesOnlyInOne: 0 },
        ...{ onlyTimes: true, firstPaths: [{ path: '/made', what: 'time', layer: 0 }] },
      });
    });

    test('with the moment written into a file differs in the content of that file', async () => {
      const steps = 'COPY one /one\nRUN date +%N > /stamp\nCOPY two /two\n';
      const { without } = await reproduced('stamp', `FROM debian:trixie-slim\n${steps}`);
      expect(without).toMatchObject({
        ...{ state: 'different', layers: 1, filesContent: 1, filesOnlyInOne: 0, onlyTimes: false },
      });
      expect(changedContents(without)).toEqual(['/stamp']);
    });

    test('by a step that obeys SOURCE_DATE_EPOCH differs without it only', async () => {
      const step = 'ARG SOURCE_DATE_EPOCH\nRUN echo "${SOURCE_DATE_EPOCH:-$(date +%N)}" > /stamp\n';
      const reproduction = await reproduced('obedient', `FROM debian:trixie-slim\n${step}`);
      expect(changedContents(reproduction.without)).toEqual(['/stamp']);
      expect(changedContents(reproduction.with)).toEqual([]);
    });
  },
);
