import { expect, test } from 'vitest';
import { askedKeys, askedOf, refuseOtherKeys } from './asked.ts';

const read = (keys: Record<string, string>) => askedOf(new Map(Object.entries(keys)), 'a.md:1');

test('keys are lists, a column with a direction, a number, or words', () => {
  expect(
    read({
      apps: 'go, node',
      columns: 'size_bytes',
      sort: '-size_bytes',
      digits: '2',
      caption: 'a=b',
      baseline: 'slim',
    }),
  ).toEqual({
    ...{ apps: ['go', 'node'], columns: ['size_bytes'], sort: { column: 'size_bytes', isFalling: true } },
    ...{ digits: 2, caption: 'a=b', baseline: 'slim' },
  });
  expect(read({})).toEqual({});
});

test.each([
  [{ digits: '0' }, 'digits=0 is no whole number from 1 to 6'],
  [{ digits: 'two' }, 'digits=two is no whole number from 1 to 6'],
  [{ apps: 'go,,node' }, 'apps=go,,node has an empty name'],
  [{ strategies: '' }, 'strategies= has an empty name'],
])('%j is refused', (keys, why) => {
  expect(() => read(keys)).toThrow(
    expect.objectContaining({ code: 'MARKER_UNREADABLE', message: `a.md:1 ${why}.` }),
  );
});

test('an unknown key is told with the nearest one', () => {
  const keys = new Map([['scenario', 'cold']]);
  expect(() => {
    refuseOtherKeys(keys, Object.keys(askedKeys), 'a.md:1');
  }).toThrow(/^a\.md:1: There is no key "scenario"\. Did you mean "scenarios"\?/);
});
