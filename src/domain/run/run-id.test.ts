import { expect, test } from 'vitest';
import { newRunId } from './run-id.ts';

const at = (time: string) => new Date(`2026-11-23T13:04:${time}Z`);

test('a run id is its start to the millisecond and its seed', () => {
  expect(newRunId(at('15.123'), 0x1f3a)).toBe('20261123T130415123Z-1f3a');
});

test('two runs of one second with one seed differ', () => {
  expect(newRunId(at('15.123'), 7)).not.toBe(newRunId(at('15.124'), 7));
});

test('run ids sort by time and are valid image tags', () => {
  const ids = ['15.000', '15.001', '15.010', '16.000'].map((time) => newRunId(at(time), 2 ** 31 - 1));
  expect(ids.toSorted()).toEqual(ids);
  // https://docs.docker.com/reference/cli/docker/image/tag/
  for (const id of ids) expect(id).toMatch(/^\w[\w.-]{0,127}$/);
});
