import { describe, expect, test } from 'vitest';
import type { Claim, Figure } from '../../domain/definitions/claim.ts';
import type { JudgedClaim } from '../../stats/claims/judge-claim.ts';
import { drawClaim } from './claim-chart.ts';

const claim = { id: 'A7', says: 'It gets smaller.' } as Claim;

const judged = (figures: readonly Figure[], control: readonly Figure[] = []): JudgedClaim => ({
  ...{ claim, verdict: 'supported', sentence: 'It does.', figures, control, runs: ['r1'], standIns: [] },
});
const canvas = { width: 640, isAlone: true };
const draw = (figures: readonly Figure[], control?: readonly Figure[]) =>
  drawClaim(judged(figures, control), canvas);

/** Width of every bar, in px. */
const bars = (svg = ''): number[] =>
  [...svg.matchAll(/<rect [^>]*?width="([\d.]+)"/g)].map(([, width]) => Math.round(Number(width)));

describe('the chart of a claim', () => {
  test('is none without numbers', () => {
    expect(draw([])).toBeUndefined();
  });

  test('has bars as long as the numbers are large, those of the control too', () => {
    const bytes = (what: string, value: number): Figure => ({ what, unit: 'bytes', value });
    const drawn = draw([bytes('whole', 4000), bytes('stripped', 1000)], [bytes('the rest', 2000)]);
    const [whole = 0, stripped = 0, rest = 0] = bars(drawn?.svg);
    expect(whole / stripped).toBeCloseTo(4, 1);
    expect(whole / rest).toBeCloseTo(2, 1);
    expect(drawn?.svg).toContain('control: the rest');
  });

  test('leaves out numbers of another kind than the one of the verdict', () => {
    const drawn = draw([
      { what: 'cut', unit: 'share', value: 0.3 },
      { what: 'weight', unit: 'bytes', value: 7 },
    ]);
    expect(drawn?.svg).toContain('30.0 %');
    expect(drawn?.svg).not.toContain('weight');
  });

  test('shows a ratio as a dot beside 1, with its interval', () => {
    const drawn = draw([
      { what: 'as long', unit: 'ratio', value: 2, interval: { low: 1.5, high: 2.5 }, samples: 7 },
    ]);
    expect(bars(drawn?.svg)).toEqual([]);
    expect(drawn?.svg).toContain('<circle');
    expect(drawn?.alt).toBe('Supported. as long: 2.00× (1.50× to 2.50×).');
  });

  test('keeps apart two numbers that have the same words', () => {
    const twice = { what: 'the same', unit: 'count', value: 3 } as const;
    expect(bars(draw([twice, twice])?.svg)).toHaveLength(2);
  });
});
