import { expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { goodSamples } from './good-samples.ts';

const cell = { app: 'go', strategy: 'slim', scenario: 'cold' };

test.each<[string, Partial<BuildRow>, number[]]>([
  ['a built sample counts', {}, [1500]],
  ['an invalid one does not', { state: 'invalid' }, []],
  ['nor one that failed', { state: 'failed', wall_ms: undefined }, []],
  ['nor a prime', { phase: 'prime' }, []],
  ['nor the control', { phase: 'control' }, []],
  ['nor one of another cell', { scenario: 'warm' }, []],
])('%s', (_, changes, times) => {
  expect(goodSamples([build(changes)], [image()])(cell).map(({ wallMs }) => wallMs)).toEqual(times);
});

test.each([
  ['does not work', [image({ state: 'unhealthy', healthy: false })]],
  ['was never looked at', []],
])('no sample counts of a variant whose image %s', (_, images) => {
  expect(goodSamples([build()], images)(cell)).toEqual([]);
});

test('samples of an image that works but could not be read count: only its sizes are lacking', () => {
  expect(goodSamples([build()], [image({ state: 'unread', size_bytes: undefined })])(cell)).toHaveLength(1);
});
