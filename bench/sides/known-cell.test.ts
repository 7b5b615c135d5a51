import { expect, test } from 'vitest';
import { definitions } from '../registry.ts';
import { dockerfilesOfArms } from './known-cell.ts';

test('a second name is built of the Dockerfiles of a strategy, and a strategy of its own', () => {
  const found = dockerfilesOfArms(definitions);
  expect([found.get('slim-again'), found.get('slim'), found.get('gone')]).toEqual([
    'slim',
    'slim',
    undefined,
  ]);
});
