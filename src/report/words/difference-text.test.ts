import { describe, expect, test } from 'vitest';
import type { EnvironmentDifference, Rebuilt } from '../../stats/compare/environment-differences.ts';
import { differenceText, rebuiltBasesText } from './difference-text.ts';

const base = (rebuilt?: Rebuilt): EnvironmentDifference => ({
  ...{ kind: 'base', what: 'base debian:13', a: '1111', b: '2222' },
  ...(rebuilt === undefined ? {} : { rebuilt }),
});
const same = base({ source: 'local', recipe: 'same' });
const other = base({ source: 'substitute', recipe: 'other' });
const engine: EnvironmentDifference = { kind: 'engine', what: 'engine', a: 'x', b: 'y' };

test.each<[string, EnvironmentDifference, string]>([
  ['of a base that was pulled', base(), 'base debian:13 (1111 and 2222)'],
  ['of the same recipe', same, 'base debian:13 (local, built twice by the same recipe: 1111 and 2222)'],
  ['of another', other, 'base debian:13 (substitute, built twice by another recipe: 1111 and 2222)'],
  [
    'of one that is not recorded',
    base({ source: 'local' }),
    'base debian:13 (local, built twice: 1111 and 2222)',
  ],
])('a base %s', (_, difference, text) => {
  expect(differenceText(difference)).toBe(text);
});

describe('of bases that were built twice a refusal says', () => {
  test('that they never have the same digest, and that --force compares anyway', () => {
    expect(rebuiltBasesText([same, other, engine])).toBe(
      'Bases that are built on a machine (local, substitute) get another digest each time, even by the same recipe.\n' +
        '  Here 1 of 2 were built by another recipe.\n' +
        '  --force compares anyway, and marks each row with what differs.',
    );
  });

  test('that the recipes are the same and nothing else differs, where it is so', () => {
    expect(rebuiltBasesText([same])).toContain('Here the recipes are the same');
    expect(rebuiltBasesText([same])).toContain('Nothing else differs: --force');
    expect(rebuiltBasesText([same])).not.toContain('another recipe');
    expect(rebuiltBasesText([same, other])).not.toContain('Here the recipes are the same');
    expect(rebuiltBasesText([base({ source: 'local' })])).not.toContain('Here');
    expect(rebuiltBasesText([same, engine])).not.toContain('Nothing else');
  });

  test('nothing, where bases were pulled', () => {
    expect(rebuiltBasesText([base(), engine])).toBeUndefined();
  });
});
