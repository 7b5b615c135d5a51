import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifest } from '../../../src/record/manifest.fixture.ts';
import type { RunManifest } from '../../../src/record/manifest.ts';
import type { BuildRow } from '../../../src/record/rows.ts';
import { writeRun } from '../../../src/record/recorded-run.fixture.ts';
import { describeMachine } from '../../../src/record/run-folder/describe-machine.ts';
import type { RunValues } from '../../commands/run/options.ts';
import { definitions } from '../../registry.ts';
import { withClaimsLeft } from './claims-left.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-results-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

const [first, second] = definitions.claims.filter(({ id }) => ['A1', 'A6'].includes(id));
if (first === undefined || second === undefined) throw new Error('A1 and A6 are gone');
const known = { definitions: { ...definitions, claims: [first, second] } };
const values = (changes: Partial<RunValues> = {}): RunValues =>
  ({ suite: 'claims', engine: 'auto', results, ...changes }) as RunValues;

/** Decides A1, and has nothing of A6. */
const decidesA1 = (
  machine: object = describeMachine(),
  engine: Partial<RunManifest['engine']> = {},
  builds: Partial<BuildRow> = {},
): string =>
  writeRun(results, {
    runId: '20260101T000000000Z-0001',
    times: Object.fromEntries(
      ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless', 'scratch'].map((strategy) => [
        `node/${strategy}/cold`,
        [1000],
      ]),
    ),
    builds: () => builds,
    images: () => ({ size_bytes: 150e6, base_bytes: 100e6 }),
    manifest: {
      machine: { ...manifest.machine, ...machine },
      engine: { ...manifest.engine, kind: 'private', ...engine },
    },
  });

test('what a run of this machine decides is not measured again', async () => {
  decidesA1();
  expect((await withClaimsLeft(values(), known)).claims).toEqual(['A6']);
});

test('one of another machine decides nothing here', async () => {
  decidesA1({ cpuModel: 'another' });
  expect((await withClaimsLeft(values(), known)).claims).toBeUndefined();
});

const builtBy = { driver: 'remote', version: 'v0.26.2', nodes: 1, id: 'here', isMine: false };

test.each<[string, object, Partial<RunValues>, string, string[] | undefined]>([
  ['a builder decides nothing for the engine', { builtBy }, {}, 'here', undefined],
  ['the engine decides nothing for a builder', {}, { builder: 'far' }, 'here', undefined],
  ['a builder decides for itself', { builtBy }, { builder: 'far' }, 'here', ['A6']],
  ['another builder of its name decides nothing', { builtBy }, { builder: 'far' }, 'there', undefined],
])('%s', async (_, engine, changes, id, left) => {
  decidesA1(describeMachine(), engine);
  expect((await withClaimsLeft(values(changes), known, () => Promise.resolve(id))).claims).toEqual(left);
});

test('what another processor has built decides nothing', async () => {
  decidesA1(describeMachine(), {}, { platform: 'linux/arm64', platform_by: 'emulated' });
  expect((await withClaimsLeft(values(), known)).claims).toBeUndefined();
});

test.each<[string, Partial<RunValues>]>([
  ['claims that are named are measured anew', { claims: ['A1'] }],
  ['the fake engine makes all of them up', { engine: 'fake' }],
  ['another suite has nothing to do with it', { suite: 'default' }],
  ['a project decides none', { project: '.' }],
])('%s', async (_, changes) => {
  decidesA1();
  expect((await withClaimsLeft(values(changes), known)).claims).toEqual(changes.claims);
});

test('if none is left, it says how to measure them anew', async () => {
  decidesA1();
  const only = { definitions: { ...definitions, claims: [first] } };
  await expect(withClaimsLeft(values(), only)).rejects.toMatchObject({ code: 'EMPTY_SELECTION' });
});
