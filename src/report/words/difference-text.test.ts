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
  [
    'of the same recipe',
    same,
    'base debian:13 (local, built once for A and once for B, from the same recipe: 1111 and 2222)',
  ],
  [
    'of another',
    other,
    'base debian:13 (substitute, built once for A and once for B, from different recipes: 1111 and 2222)',
  ],
  [
    'of one that is not recorded',
    base({ source: 'local' }),
    'base debian:13 (local, built once for A and once for B: 1111 and 2222)',
  ],
])('a base %s', (_, difference, text) => {
  expect(differenceText(difference)).toBe(text);
});

describe('of bases that were built twice a refusal says', () => {
  test('that they never have the same digest, what else may be other, and how to get two runs on the same', () => {
    expect(rebuiltBasesText([same, other, engine])).toMatchInlineSnapshot(`
      "If Stagebench builds a base (local, substitute), each build of it has another digest, even from the same recipe.
        Here the recipes of 1 of 2 bases differ: the recipe, a base under it or the CA certificates changed between A and B. The images may have other content.
        To get two runs on the same bases, measure both on one machine with one version of Stagebench, without \`clean --all\` in between. Or use --bases registry for both."
    `);
  });

  test('that the recipes are the same and nothing else differs, where it is so', () => {
    expect(rebuiltBasesText([same])).toContain('Here the recipes are the same');
    expect(rebuiltBasesText([same])).toContain('Nothing else differs: --force');
    expect(rebuiltBasesText([same])).not.toContain('recipes of');
    expect(rebuiltBasesText([same, other])).not.toContain('Here the recipes are the same');
    expect(rebuiltBasesText([base({ source: 'local' })])).not.toContain('Here');
    expect(rebuiltBasesText([same, engine])).not.toContain('Nothing else');
  });

  test('nothing, where bases were pulled', () => {
    expect(rebuiltBasesText([base(), engine])).toBeUndefined();
  });
});
