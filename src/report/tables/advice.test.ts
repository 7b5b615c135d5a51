import { expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { table } from './advice.ts';

test('a gain is told with what it is a part of, the line of its Dockerfile, and whether it is only a bound', () => {
  const [shown] = table.show({
    manifest,
    advice: [
      {
        ...{ variant: 'shop/plain', gain: { unit: 'bytes', value: 10_500_000, of: 42_000_000 } },
        ...{ says: 'nobody reads it', file: 'docker/plain.Dockerfile', line: 5 },
      },
      { variant: 'shop/slim', gain: { unit: 'ms', value: 3000, of: 4000 }, isBound: true, says: 'slow' },
    ],
  });
  expect(shown?.cells?.rows).toEqual([
    ['10.5 MB of 42.0 MB (25 %)', 'shop/plain', 'docker/plain.Dockerfile:5', 'nobody reads it'],
    ['at most 3.00 s of 4.00 s (75 %)', 'shop/slim', '', 'slow'],
  ]);
  expect(shown?.footnotes).toEqual(['“at most” is the time of a step, not a gain that was measured']);
});

test('of samples, and where nothing would gain, there is no table', () => {
  expect(table.show({ manifest, advice: [] })).toEqual([]);
});
