import { describe, expect, test } from 'vitest';
import { inspection } from '../../record/inspection.fixture.ts';
import { format as terminal } from '../formats/text.ts';
import { inspectionReport } from './inspection-report.ts';

const printed = (...[images, columns]: [Parameters<typeof inspectionReport>[0], number]): string =>
  terminal.print(inspectionReport(images), columns);

const a = inspection({ name: 'a.tar', notes: ['2 whiteouts hide nothing (/etc/old and others)'] });
const b = inspection({
  name: 'b.tar',
  notes: ['no package database: its OS packages are unknown to scanners'],
});

describe('beside the facts stand', () => {
  test('of one image its layers, largest paths and waste, and what is odd about it', () => {
    const text = printed([a], 80);
    expect(text).toMatch(/^layer +size +files +waste +made by$/m);
    expect(text).toMatch(/^largest files +size$/m);
    expect(text).toMatch(/^waste +of 2\.00 MB +layer +by$/m);
    expect(text).toContain('\n  2 whiteouts hide nothing (/etc/old and others)\n');
    expect(text).not.toContain('only in');
  });

  test('of two what only one of them has, and whose each note is', () => {
    const text = printed([a, { ...b, names: { ...b.names, osPackages: [] } }], 80);
    expect(text).toContain('\nOS packages only in a.tar: 3\n');
    expect(text).toContain('\n  a.tar: 2 whiteouts hide nothing (/etc/old and others)\n');
    expect(text).toContain('\n  b.tar: no package database: its OS packages are unknown to scanners\n');
    expect(text).not.toMatch(/^layer /m);
  });

  test('of three nothing else', () => {
    const text = printed(
      [a, a, b].map((one) => ({ ...one, notes: [] })),
      100,
    );
    expect(text).not.toMatch(/only|largest files|the same/);
    expect(text).toMatch(/^size +83\.0 MB +83\.0 MB +83\.0 MB$/m);
  });

  test('of none nothing at all', () => {
    expect(printed([], 80)).toBe('');
  });
});

describe.each([60, 80, 100])('a terminal of %i columns', (columns) => {
  test.each([
    ['one image', [b]],
    ['two', [a, { ...b, names: { ...b.names, executablePaths: ['/opt/x'] } }]],
    ['five', [a, b, a, b, a]],
  ])('is not overflown by %s', (_, images) => {
    const text = printed(images, columns);
    expect(text.split('\n').filter(({ length }) => length > columns)).toEqual([]);
  });
});

describe('nothing in an image reaches the terminal but as text', () => {
  const act = '\x1b]0;owned\x07\x9b2J\u202e';
  const hostile = inspection({
    ...{ name: `x${act}`, platform: `linux${act}`, user: `app${act}`, notes: [`odd${act}`] },
    names: {
      ...{ osPackages: [`p${act}`], languagePackages: [`l${act}`], executablePaths: [`/e${act}`] },
      ...{ shells: [`s${act}`], packageManagers: [`m${act}`], compilers: [`c${act}`] },
      ...{ networkTools: [`n${act}`], secretLikeEnv: [`S${act}`] },
    },
    layerFacts: inspection().layerFacts.map((layer) => ({ ...layer, createdBy: `RUN${act}` })),
    largestFiles: [{ path: `/f${act}`, bytes: 1 }],
    largestFolders: [{ path: `/d${act}`, bytes: 2 }],
    largestWaste: [{ path: `/w${act}`, bytes: 3, layer: 0, hiddenBy: 1, how: 'removed' }],
  });
  const acting = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

  test.each([
    ['alone', [hostile]],
    ['beside another one', [hostile, b]],
    ['among others', [a, hostile, b]],
  ])('%s', (_, images) => {
    const text = printed(images, 100);
    expect(text).toContain('\\x1b');
    expect(acting.test(act)).toBe(true);
    expect(acting.exec(text)).toBeNull();
  });
});
