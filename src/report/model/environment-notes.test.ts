import { expect, test } from 'vitest';
import type { Resumption } from '../../domain/run/run.ts';
import { manifest } from '../../record/manifest.fixture.ts';
import { environmentNotes } from './environment-notes.ts';

const { engine, machine } = manifest;
const resumption = (changes: Partial<Resumption>): Resumption => ({
  ...{ at: '2026-01-02T00:00:00.000Z', rows: 4, stagebench: '0.0.0', machine, engineKernel: engine.kernel },
  ...changes,
});
const notes = (...resumed: Resumption[]): string[] =>
  environmentNotes({ engine, machine, resumed }, { mixedColdMethods: [] });

test('one environment is nothing to be said, however often the run was resumed', () => {
  expect(environmentNotes({ engine, machine }, { mixedColdMethods: [] })).toEqual([]);
  expect(notes(resumption({}), resumption({}))).toEqual([]);
});

test.each<[string, Partial<Resumption>, string]>([
  ['kernel', { engineKernel: '6.13.0' }, 'kernel (6.12.0 and 6.13.0)'],
  ['CPU', { machine: { ...machine, cpuModel: 'another CPU' } }, 'CPU (a CPU and another CPU)'],
  ['cores', { machine: { ...machine, cores: 4 } }, 'cores (2 and 4)'],
])('a run that was resumed with another %s', (_, changes, text) => {
  expect(notes(resumption({}), resumption(changes))).toEqual([
    `resumed in another environment, so times of different rounds cannot be compared: ${text}`,
  ]);
});

test('a cell that was made cold in two ways', () => {
  const mixedColdMethods = [{ cell: 'go/slim/cold', methods: ['pruned', 'no-cache'] }];
  expect(environmentNotes({ engine, machine }, { mixedColdMethods })).toEqual([
    'more than one cold method, so cold times cannot be compared: go/slim/cold (pruned and no-cache)',
  ]);
});
