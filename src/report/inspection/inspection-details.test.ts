import { describe, expect, test } from 'vitest';
import { inspection } from '../../record/inspection.fixture.ts';
import { format as terminal } from '../formats/text.ts';
import { inspectionDetails } from './inspection-details.ts';

const printed = (image: Parameters<typeof inspectionDetails>[0], columns: number): string =>
  terminal.print({ tables: inspectionDetails(image) }, columns);

test('layers, largest paths and waste of an image whose base is known', () => {
  const known = inspection({ baseBytes: 80, ownLayers: 1 });
  expect(printed(known, 80)).toMatchInlineSnapshot(`
    "layer  size  files  waste  of    made by
    ─────────────────────────────────────────────────────────────
        0  80 B      9    2 B  base  COPY / /
        1     –      –      –  own
        2   3 B      1    0 B  own   RUN cat <<EOF > "a,b" =1 EOF

    largest files     size
    ──────────────────────
    /usr/bin/bash  1.30 MB

    largest folders, with all below     size
    ────────────────────────────────────────
    /usr                             60.0 MB

    waste                        of 2.00 MB  layer  by
    ────────────────────────────────────────────────────────────
    /var/cache/apt/pkgcache.bin     1.50 MB      0  removed in 2
    "
  `);
});

test('whose layers they are is not said where the base is unknown', () => {
  expect(printed(inspection(), 80)).not.toMatch(/\b(own|base)\b/);
});

test('what there is nothing of has no table', () => {
  const empty = inspection({ layerFacts: [], largestFiles: [], largestFolders: [], largestWaste: [] });
  expect(printed(empty, 80)).toBe('');
});

describe.each([60, 80, 100])('in a terminal of %i columns', (columns) => {
  const deep = `/${'a-folder/'.repeat(30)}file.bin`;
  const command = `/bin/sh -c apt-get update && ${'apt-get install -y something && '.repeat(20)}true`;
  const [layer] = inspection().layerFacts;
  const text = printed(
    inspection({
      ...{ baseBytes: 1, wasteBytes: 999_000_000 },
      layerFacts: layer === undefined ? [] : [{ ...layer, index: 126, createdBy: command, files: 123_456 }],
      largestFiles: [{ path: deep, bytes: 1_460_000_000 }],
      largestWaste: [{ path: deep, bytes: 999_000_000, layer: 126, hiddenBy: 126, how: 'replaced' }],
    }),
    columns,
  );

  test('no line is longer', () => {
    expect(text.split('\n').filter(({ length }) => length > columns)).toEqual([]);
  });

  test('of a path the end is shown, of a command the beginning', () => {
    expect(text.match(/…\S*\/file\.bin /g)).toHaveLength(2);
    expect(text).toMatch(/ \/bin\/sh -c .*…$/m);
  });
});

test('a command of several lines stands in one', () => {
  expect(printed(inspection(), 100)).toContain('RUN cat <<EOF > "a,b" =1 EOF');
});
