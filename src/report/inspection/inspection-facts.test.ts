import { describe, expect, test } from 'vitest';
import type { ScanResult } from '../../domain/image/scan.ts';
import { surfaceCounts } from '../../record/image-facts.fixture.ts';
import { inspection } from '../../record/inspection.fixture.ts';
import { format as terminal } from '../formats/text.ts';
import { factsTable } from './inspection-facts.ts';

const inspectionFacts = (images: Parameters<typeof factsTable>[0], columns: number): string =>
  terminal.print({ tables: [factsTable(images)] }, columns);

/** The line of a table that begins with a label, without the label. */
const line = (text: string, label: string): string | undefined =>
  text
    .split('\n')
    .find((one) => one.startsWith(`${label} `))
    ?.slice(label.length)
    .trim();
const fact = (label: string, changes: Parameters<typeof inspection>[0] = {}): string | undefined =>
  line(inspectionFacts([inspection(changes)], 200), label);
const widest = (text: string): number => Math.max(...text.split('\n').map(({ length }) => length));

test('of one image, a line each', () => {
  expect(inspectionFacts([inspection()], 80)).toMatchInlineSnapshot(`
    "                         app.tar
    ─────────────────────────────────────────────────
    id                       0123456789ab
    platform                 linux/amd64
    size                     83.0 MB
    seen by a process        70.0 MB
    waste                    2.00 MB in 3 files
    largest layer            80.0 MB
    base                     unknown
    own                      unknown
    layers                      2
    history steps               3
    user                     root (none is set)
    OS packages                88
    language packages          12
    executables               340
    ELF files                 510
    setuid files               10
    setgid files                6
    files with capabilities     1
    world-writable              7
    shells                      2 (bash dash)
    package managers            3 (apt apt-get dpkg)
    compilers                   5 (as cc gcc go ld)
    network tools               4 (curl git ssh wget)
    runs as root             yes
    CA bundle                no
    time zones               yes
    secret-like variables       8 (API_TOKEN)
    "
  `);
});

test('of two, side by side', () => {
  const [old, fresh] = [inspection({ name: 'old' }), inspection({ name: 'new', sizeBytes: 41_500_000 })];
  const text = inspectionFacts([old, fresh], 80);
  expect(line(text, 'size')).toMatch(/^83\.0 MB +41\.5 MB$/);
  expect(text.split('\n')[0]).toMatch(/^ +old +new$/);
});

describe('what is not known is no number', () => {
  test.each([
    ['base', {}],
    ['own', {}],
    ['OS packages', { surface: surfaceCounts({ osPackages: undefined }) }],
  ])('%s', (label, changes) => {
    expect(fact(label, changes)).toBe('unknown');
  });

  test('a scan that was asked for and made nothing', () => {
    const scan = { state: 'not-scanned', scanner: 'trivy', reason: 'it has no database' } as const;
    expect(fact('vulnerabilities', { scan })).toBe('not scanned: it has no database');
    expect(fact('vulnerabilities')).toBeUndefined();
  });
});

describe('what is known is a number, also 0', () => {
  test.each([
    ['base', '80.0 MB', { baseBytes: 80_000_000 }],
    ['own', '3.00 MB', { baseBytes: 80_000_000 }],
    ['base', '0 B', { baseBytes: 0 }],
    ['OS packages', '0', { surface: surfaceCounts({ osPackages: 0 }) }],
    ['waste', '2.00 MB in 3 files', {}],
    ['waste', '0 B', { wastedFiles: 0, wasteBytes: 0 }],
    ['shells', '2 (bash dash)', {}],
    ['shells', '0', { surface: surfaceCounts({ shells: 0 }) }],
    ['runs as root', 'yes', {}],
    ['CA bundle', 'no', {}],
    ['user', 'root (none is set)', {}],
    ['user', 'node', { user: 'node' }],
  ])('%s: %s', (label, text, changes) => {
    expect(fact(label, changes)).toBe(text);
  });

  test('vulnerabilities, with the day of the database', () => {
    const scan: ScanResult = {
      ...{ state: 'scanned', scanner: 'trivy', scannerVersion: '0.67', databaseVersion: '2' },
      ...{ databaseDate: '2026-11-23T06:00:00Z', critical: 0, high: 3, criticalFixable: 0, highFixable: 2 },
    };
    expect(fact('vulnerabilities', { scan })).toBe(
      '0 critical, 3 high, 2 of them fixable (trivy, database of 2026-11-23)',
    );
    expect(fact('vulnerabilities', { scan: { ...scan, state: 'language-packages-only' } })).toBe(
      'in language packages only: 0 critical, 3 high, 2 of them fixable (trivy, database of 2026-11-23)',
    );
  });
});

describe.each([40, 60, 80, 100, 132])('a terminal of %i columns', (columns) => {
  const long = inspection({
    name: 'registry.example.com:5000/some/team/with-a-long-name/application:1.2.3-alpine',
    user: 'a-user-whose-name-is-longer-than-a-column:and-a-group-alike',
    names: {
      ...inspection().names,
      packageManagers: Array.from({ length: 30 }, (_, index) => `manager-${index}`),
      secretLikeEnv: ['A_VERY_LONG_NAME_OF_A_VARIABLE_THAT_LOOKS_LIKE_A_SECRET_TOKEN'],
    },
  });

  test.each([1, 2, 3, 5])('is not overflown by %i images', (count) => {
    const images = Array.from({ length: count }, () => long);
    expect(widest(inspectionFacts(images, columns))).toBeLessThanOrEqual(columns);
  });

  test('still shows each name in full', () => {
    const column = inspectionFacts([long], columns)
      .split('\n')
      .map((row) => row.slice('files with capabilities'.length).trim())
      .join('');
    expect(column).toContain(long.name);
    expect(column).toContain('A_VERY_LONG_NAME_OF_A_VARIABLE_THAT_LOOKS_LIKE_A_SECRET_TOKEN');
    expect(column.match(/manager-\d+/g)).toHaveLength(30);
  });
});

test.each([
  [60, 2],
  [80, 3],
  [100, 4],
])('where %i columns have room for %i images the others stand in a further table', (columns, most) => {
  const tables = (count: number): number =>
    inspectionFacts(
      Array.from({ length: count }, () => inspection()),
      columns,
    ).match(/^size /gm)?.length ?? 0;
  expect([tables(1), tables(most), tables(most + 1), tables(2 * most + 1)]).toEqual([1, 1, 2, 3]);
});
