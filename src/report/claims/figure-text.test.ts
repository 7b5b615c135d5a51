import { expect, test } from 'vitest';
import type { Figure } from '../../domain/definitions/claim.ts';
import { figureText } from './figure-text.ts';

const of = (unit: Figure['unit'], value: number, more: Partial<Figure> = {}): string =>
  figureText({ what: '', unit, value, ...more });

test('a number has its unit, and says how sure it is', () => {
  expect([
    of('bytes', 150_000_000),
    of('bytes', -1500),
    of('share', 0.8412),
    of('count', 6),
    of('ratio', 2.4, { samples: 7, interval: { low: 2.31, high: 2.52 } }),
    of('ms', 1200, { samples: 7, interval: { low: 1100, high: 1310 } }),
    of('ms', 1200, { samples: 3 }),
    of('number', -0.089, { samples: 18, interval: { low: -0.5, high: 0.4 } }),
  ]).toMatchInlineSnapshot(`
    [
      "150 MB",
      "-1.50 kB",
      "84.1 %",
      "6",
      "2.40× (2.31× to 2.52×)",
      "1.20 s (1.10–1.31 s)",
      "1.20 s (of 3, no interval)",
      "-0.09 (-0.50 to 0.40)",
    ]
  `);
});
