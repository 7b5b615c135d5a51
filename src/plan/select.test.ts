import { describe, expect, test } from 'vitest';
import { select, unknownName } from './select.ts';

const definitions = [{ id: 'single-stage' }, { id: 'multi-stage' }, { id: 'slim' }];

describe('definitions are picked by id', () => {
  test.each([
    ['no ids means all', undefined, ['single-stage', 'multi-stage', 'slim']],
    ['in the order of the definitions, not of the ids', ['slim', 'single-stage'], ['single-stage', 'slim']],
    ['each once, however often it is named', ['slim', 'slim'], ['slim']],
  ])('%s', (_, wanted, ids) => {
    expect(select('strategy', definitions, wanted).map(({ id }) => id)).toEqual(ids);
  });

  test('an empty selection is an error that lists what there is', () => {
    expect(() => select('strategy', definitions, [])).toThrow(
      expect.objectContaining({
        code: 'EMPTY_SELECTION',
        message: expect.stringContaining('multi-stage, slim'),
      }),
    );
  });

  test('an unknown id is an error, also beside known ones', () => {
    expect(() => select('strategy', definitions, ['slim', 'slimm'])).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_NAME',
        message: unknownName('strategy', 'slimm', ['single-stage', 'multi-stage', 'slim']),
      }),
    );
  });
});

describe('an unknown name', () => {
  const message = (id: string) => unknownName('strategy', id, ['single-stage', 'multi-stage', 'slim']);

  test.each([
    ['slimm', 'slim'],
    ['slin', 'slim'],
    ['multistage', 'multi-stage'],
    ['singel-stage', 'single-stage'],
    ['SLIM', 'slim'],
    ['multi', 'multi-stage'],
    ['slim-debian', 'slim'],
    ['silm', 'slim'],
  ])('%s: the nearest is %s', (id, nearest) => {
    expect(message(id)).toBe(
      `There is no strategy "${id}". Did you mean "${nearest}"? There are: single-stage, multi-stage, slim.`,
    );
  });

  test.each([
    ['py', 'python'],
    ['golang', 'go'],
    ['nodejs', 'node'],
    ['goo', 'go'],
    ['pyhton', 'python'],
  ])('%s means %s, not whatever short name has as few letters', (id, meant) => {
    expect(unknownName('app', id, ['node', 'go', 'python'])).toContain(`Did you mean "${meant}"?`);
  });

  test.each(['js', 'x', 'no'.repeat(9)])('%s means no app', (id) => {
    expect(unknownName('app', id, ['go', 'python'])).not.toContain('Did you mean');
  });

  test.each(['kubernetes', ''])('"%s" is near nothing, so nothing is suggested', (id) => {
    expect(message(id)).toBe(`There is no strategy "${id}". There are: single-stage, multi-stage, slim.`);
  });
});
