import { expect, test } from 'vitest';
import { basesTable } from './bases-table.ts';

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
