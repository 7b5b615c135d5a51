import { describe, expect, test } from 'vitest';
import { baseTag } from '../../src/bases/recipe-hash.ts';
import { basesState } from './bases-state.ts';
import { rootFolder, systemClock } from '../context.ts';
import { FakeEngine } from '../../src/engine/fake/fake-engine.ts';

const context = {
  ...{ root: rootFolder, clock: systemClock, environment: {} },
  ...{ stdout: process.stdout, stderr: process.stderr, signal: new AbortController().signal },
};
const names = ['golang:1.26-trixie', 'node:24-trixie'];
const pulled = names.map((name) => baseTag(name, 'ab'.repeat(32)));

/** An engine whose registry says what a name stands for. */
class Pulling extends FakeEngine {
  override resolveDigest(): Promise<string> {
    return Promise.resolve('sha256:1');
  }
}

describe('bases that are there', () => {
  test('are those that were pulled, where the registry answers', async () => {
    const state = await basesState(names, { engine: new Pulling(), tags: pulled.slice(0, 1) }, context);
    expect(state).toEqual({ source: 'registry', registries: ['docker.io'], names: 2, present: 1 });
  });

  test('are not those that were pulled, where it does not', async () => {
    const state = await basesState(names, { engine: new FakeEngine(), tags: pulled }, context);
    expect(state).toMatchObject({ source: 'local', present: 0 });
  });

  test('are not counted where nobody knows the tags', async () => {
    const state = await basesState(names, { engine: new FakeEngine(), tags: undefined }, context);
    expect(state.present).toBeUndefined();
  });
});
