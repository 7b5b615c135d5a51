import { expect, test } from 'vitest';
import { alignedAtUnit } from './plain-table.ts';

test.each([
  ['one unit: nothing to fill', ['1.46 GB', '198 GB'], ['1.46 GB', '198 GB']],
  ['units of two widths', ['16.5 s', '167 ms', '–'], ['16.5 s ', '167 ms', '–']],
  ['minutes end with their seconds', ['6 min 42 s', '693 ms'], ['6 min 42 s ', '693 ms']],
  ['intervals', ['16.5 s ±2%', '167 ms ±14%', '9 s'], ['16.5 s   ±2%', '167 ms ±14%', '9 s      ']],
  ['what is no number', ['failed', '3, only in time', 'GB'], ['failed', '3, only in time', 'GB']],
])('%s', (_, cells, aligned) => {
  expect(alignedAtUnit(cells)).toEqual(aligned);
});
