import { expect, test } from 'vitest';
import { format as terminal } from '../formats/text.ts';
import { table } from './bases.ts';

const basesTable = (bases: Parameters<typeof table.show>[0], columns?: number): string =>
  terminal.print({ tables: table.show(bases) }, columns);

test('what is there has a digest and a size; what is not says what would bring it', () => {
  const digest = `sha256:${'ab'.repeat(32)}`;
  const table = basesTable([
    { name: 'node:24-alpine', source: 'registry', digest, engineSizeBytes: 160_000_000 },
    { name: 'debian:trixie', source: 'local', publishedBytes: 120_000_000 },
    { name: 'other:1', source: 'registry' },
  ]);
  expect(table).toMatchInlineSnapshot(`
    "base            source    digest          size  published
    ─────────────────────────────────────────────────────────
    node:24-alpine  registry  abababababab  160 MB          –
    debian:trixie   local     not built          –     120 MB
    other:1         registry  not pulled         –          –
    "
  `);
});

test('at 60 columns the sizes stand in a table of their own, and a name breaks after its slash rather than the table again', () => {
  const name = 'registry.example/distroless/python3-debian13:nonroot';
  const base = { name, source: 'registry', digest: `sha256:${'ab'.repeat(32)}`, engineSizeBytes: 1e6 };
  expect(basesTable([base], 60)).toBe(
    [
      'base                      source    digest',
      '────────────────────────────────────────────────',
      'registry.example/         registry  abababababab',
      'distroless/',
      'python3-debian13:nonroot',
      '',
      'base                         size  published',
      '────────────────────────────────────────────',
      'registry.example/         1.00 MB          –',
      'distroless/',
      'python3-debian13:nonroot',
      '',
    ].join('\n'),
  );
});
