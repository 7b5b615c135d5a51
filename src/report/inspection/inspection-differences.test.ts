import { describe, expect, test } from 'vitest';
import type { Inspection, SurfaceNames } from '../../domain/image/inspection.ts';
import { surfaceCounts } from '../../record/image-facts.fixture.ts';
import { inspection } from '../../record/inspection.fixture.ts';
import { format as terminal } from '../formats/text.ts';
import { differenceTables, onlyIn } from './inspection-differences.ts';

const differencesText = (a: Inspection, b: Inspection, columns: number): string =>
  terminal.print({ tables: differenceTables(a, b) }, columns);

const image = (
  name: string,
  names: Partial<SurfaceNames> = {},
  changes: Partial<Inspection> = {},
): Inspection => inspection({ name, names: { ...inspection().names, ...names }, ...changes });
const kinds = (a: Inspection, b: Inspection): string[] => onlyIn(a, b).map(({ what }) => what);

test('what only one of two images has, each kind with how many there are; what is equal is not named', () => {
  const old = image(
    'old.tar',
    { osPackages: ['apt 3.0', 'libc6 2.41'], executablePaths: ['/usr/bin/apt', '/usr/bin/bash'] },
    {
      largestFolders: [
        { path: '/usr', bytes: 9 },
        { path: '/var', bytes: 12_300_000 },
      ],
    },
  );
  const fresh = image('new.tar', { osPackages: ['libc6 2.42'], executablePaths: ['/usr/bin/bash'] });
  expect(differencesText(old, fresh, 80)).toBe(
    [
      'OS packages only in old.tar: 2',
      '  apt 3.0',
      '  libc6 2.41',
      '',
      'OS packages only in new.tar: 1',
      '  libc6 2.42',
      '',
      'executables only in old.tar: 1',
      '  /usr/bin/apt',
      '',
      'only among the biggest paths of old.tar: 1',
      '  /var (12.3 MB)',
      '',
    ].join('\n'),
  );
});

test('of the biggest paths the biggest comes first, be it file or folder', () => {
  const big = image(
    'big',
    {},
    {
      largestFiles: [
        { path: '/opt/model.bin', bytes: 500 },
        { path: '/opt/small', bytes: 1 },
      ],
      largestFolders: [{ path: '/opt', bytes: 501 }],
    },
  );
  const paths = onlyIn(big, image('other')).find(({ what }) => what === 'biggest paths');
  expect(paths?.a.map(({ name }) => name)).toEqual(['/opt', '/opt/model.bin', '/opt/small']);
  expect(paths?.b.map(({ name }) => name)).toEqual(['/usr', '/usr/bin/bash']);
});

test('two images that are alike in all of it: it says so', () => {
  expect(differencesText(image('a'), image('b'), 100)).toBe(
    'the same OS packages, language packages, executables, biggest paths\n',
  );
});

test.each<[string, Inspection, Inspection]>([
  ['first', image('a', {}, { surface: surfaceCounts({ osPackages: undefined }) }), image('b')],
  ['second', image('a'), image('b', {}, { surface: surfaceCounts({ osPackages: undefined }) })],
])('where the OS packages of the %s are unknown, nobody says what only the other one has', (_, a, b) => {
  expect(kinds(a, b)).toEqual(['language packages', 'executables', 'biggest paths']);
  expect(kinds(image('a'), image('b'))).toContain('OS packages');
});

test('of many names the first 20 are shown, and how many more there are', () => {
  const names = Array.from({ length: 23 }, (_, index) => `package-${String(index).padStart(2, '0')} 1`);
  const text = differencesText(image('a', { osPackages: names }), image('b', { osPackages: [] }), 80);
  expect(text.match(/^ {2}package-/gm)).toHaveLength(20);
  expect(text).toContain('OS packages only in a: 23\n');
  expect(text).toContain('  … and 3 more (--json has all)\n');
});

describe.each([60, 80, 100])('in a terminal of %i columns', (columns) => {
  const longPath = `/${'a-folder/'.repeat(30)}program`;
  const a = image(
    'registry.example.com:5000/some/team/with-a-long-name/application:1.2.3-alpine',
    { executablePaths: [longPath], languagePackages: [`npm ${'long-'.repeat(40)}name 1.0.0`] },
    { largestFiles: [{ path: longPath, bytes: 999_000_000 }] },
  );
  const text = differencesText(a, image('b', { languagePackages: [] }), columns);

  test('no line is longer', () => {
    expect(text.split('\n').filter(({ length }) => length > columns)).toEqual([]);
  });

  test('of a path the end is shown, with its size if that is why it is named; of a package the beginning', () => {
    expect(text).toMatch(/^ {2}….*\/program$/m);
    expect(text).toMatch(/^ {2}….*\/program \(999 MB\)$/m);
    expect(text).toMatch(/^ {2}npm long-.*…$/m);
  });
});
