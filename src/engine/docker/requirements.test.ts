import { describe, expect, test } from 'vitest';
import { checkRequirements, compareVersions } from './requirements.ts';

test.each([
  ['1.44', '1.44', 0],
  ['1.5', '1.44', -1],
  ['1.45', '1.44', 1],
  ['2', '1.99', 1],
  ['0.13.1+ds1', '0.13', 1],
  ['v0.13.0', '0.13', 0],
  ['0.9.1', '0.13', -1],
  ['0.29.1-desktop.2', '0.29.1', 0],
  ['', '0.13', -1],
])('version %s against %s is %i', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
});

describe('an engine is good enough', () => {
  test.each([
    { version: '25.0.0', apiVersion: '1.44', buildxVersion: '0.13.0' },
    { version: '26.1.5+dfsg1', apiVersion: '1.45', buildxVersion: '0.13.1+ds1' },
    { version: '28.5.2', apiVersion: '1.51', buildxVersion: '0.29.1' },
  ])('$version with buildx $buildxVersion', (found) => {
    expect(() => {
      checkRequirements(found);
    }).not.toThrow();
  });

  test.each([
    [
      { version: '20.10.24', apiVersion: '1.41', buildxVersion: '0.13.0' },
      'ENGINE_TOO_OLD',
      '20.10.24 (API 1.41)',
    ],
    [
      { version: '24.0.9', apiVersion: '1.43', buildxVersion: undefined },
      'ENGINE_TOO_OLD',
      'API 1.44 or newer',
    ],
    [
      { version: '26.1.5', apiVersion: '1.45', buildxVersion: undefined },
      'BUILDX_MISSING',
      'no buildx plugin',
    ],
    [
      { version: '26.1.5', apiVersion: '1.45', buildxVersion: '0.12.1' },
      'BUILDX_MISSING',
      'buildx is 0.12.1; 0.13',
    ],
  ])('not %o: %s', (found, code, message) => {
    expect(() => {
      checkRequirements(found);
    }).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });
});
