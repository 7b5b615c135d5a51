import { expect, test } from 'vitest';
import type { LayerRow } from '../../domain/metrics/files.ts';
import { nativeParts, tried } from './native-parts.ts';

const variant = { app: 'native-node', strategy: 'packages-on-musl' };
const layer = (index: number, createdBy: string, files: number): LayerRow => ({
  run_id: 'run',
  ...variant,
  ...{ index, diff_id: `sha256:${index}`, created_by: createdBy, empty: false, size_bytes: 1000, files },
  ...{ own: true, waste_bytes: 0 },
});

test('a package is counted by the layer that its log lies in', () => {
  const rows = [
    layer(0, 'COPY /out/prebuilt/ /prebuilt/ # buildkit', 24),
    layer(1, 'COPY /out/compiled/ /compiled/ # buildkit', 5),
    layer(2, 'COPY /out/failed/ /failed/ # buildkit', 0),
    layer(3, 'COPY /elsewhere/ /failed/ # buildkit', 7),
  ];
  const found = nativeParts({ layers: () => rows }, variant);
  expect(found).toEqual({ prebuilt: 24, compiled: 5, failed: 0 });
  expect(tried(found)).toBe(29);
});

test('nothing is counted where there is no such layer', () => {
  expect(tried(nativeParts({ layers: () => [] }, variant))).toBe(0);
});
