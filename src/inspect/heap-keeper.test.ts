import { afterEach, expect, test, vi } from 'vitest';
import { HeapKeeper, makeRoom } from './heap-keeper.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Counts the collections; nothing is collected. */
function collections(): () => number {
  const gc = vi.fn();
  vi.stubGlobal('gc', gc);
  return () => gc.mock.calls.length;
}

test('between two visits the heap is collected only when much has piled up since the last time', () => {
  const count = collections();
  const keeper = new HeapKeeper();
  keeper.betweenSteps();
  expect(count()).toBe(0);
  const piled = Buffer.alloc(40e6, 1);
  keeper.betweenSteps();
  expect(count()).toBe(1);
  keeper.betweenSteps();
  expect([count(), piled.length]).toEqual([1, 40e6]);
});

test('room is made where much is held', () => {
  const count = collections();
  const held = Buffer.alloc(80e6, 1);
  makeRoom();
  expect([count(), held.length]).toEqual([1, 80e6]);
});

test('room is not made where less is held than is worth it', () => {
  const count = collections();
  const held = Buffer.alloc(80e6, 1);
  makeRoom(1e9);
  expect([count(), held.length]).toEqual([0, 80e6]);
});

test('where it cannot be collected, nothing is done', () => {
  vi.stubGlobal('gc', undefined);
  const keeper = new HeapKeeper();
  const piled = Buffer.alloc(40e6, 1);
  expect(() => {
    keeper.betweenSteps();
    makeRoom();
  }).not.toThrow();
  expect(piled.length).toBe(40e6);
});
