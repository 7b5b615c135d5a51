import { describe, expect, test } from 'vitest';
import { chooseBaselines } from './choose-baselines.ts';

const strategies = ['single-stage', 'slim', 'alpine'];

describe('what each strategy is held against', () => {
  test.each<[string, string[], string | undefined, Record<string, string> | undefined, object]>([
    ['single-stage, unless told otherwise', strategies, undefined, undefined, pairs('single-stage')],
    ['the one that is wanted', strategies, 'slim', undefined, { 'single-stage': 'slim', alpine: 'slim' }],
    [
      'what the suite says, for those it names',
      strategies,
      undefined,
      { alpine: 'slim' },
      { alpine: 'slim' },
    ],
    ['the one that is wanted, whatever the suite says', ['a', 'b'], 'a', { a: 'b' }, { b: 'a' }],
    [
      'nothing of the suite that is not in the run',
      strategies,
      undefined,
      { alpine: 'gone', gone: 'slim' },
      {},
    ],
    ['nothing against itself', strategies, undefined, { slim: 'slim' }, {}],
    ['nothing, where there is only one', ['slim'], undefined, undefined, {}],
  ])('%s', (_, names, wanted, ofSuite, expected) => {
    expect(Object.fromEntries(chooseBaselines(names, wanted, ofSuite).of)).toEqual(expected);
  });

  test('the first strategy, where single-stage is not in the run; that it is missing is said', () => {
    const { of, missing } = chooseBaselines(['slim', 'alpine'], undefined, undefined);
    expect([Object.fromEntries(of), missing]).toEqual([{ alpine: 'slim' }, 'single-stage']);
  });

  test.each([
    ['slimm', 'There is no strategy "slimm" in this run. Did you mean "slim"? There are: '],
    ['scratch', 'There is no strategy "scratch" in this run. There are: single-stage, slim, alpine.'],
  ])('a baseline that is not in the run is an error, which names what the run has: %s', (wanted, text) => {
    expect(() => chooseBaselines(strategies, wanted, undefined)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_NAME', message: expect.stringContaining(text) }),
    );
  });

  test('that it was asked for is known afterwards', () => {
    expect(chooseBaselines(strategies, 'slim', undefined).wanted).toBe('slim');
    expect(chooseBaselines(strategies, undefined, undefined)).not.toHaveProperty('wanted');
  });
});

function pairs(baseline: string): Record<string, string> {
  return { slim: baseline, alpine: baseline };
}
