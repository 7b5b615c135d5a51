import { expect, test } from 'vitest';
import { address } from './address.ts';

test.each([
  [{}, '0.0.0.0', 3000],
  [{ PORT: '9000' }, '0.0.0.0', 9000],
  [{ HOST: '127.0.0.1', PORT: '9000' }, '127.0.0.1', 9000],
  [{ HOST: '', PORT: '' }, '0.0.0.0', 3000],
])('with %o it listens on %s, port %d', (env, host, port) => {
  expect(address(env)).toEqual({ host, port });
});
