import { formatBytes } from '../../domain/units.ts';
import type { Table } from '../table.ts';

/** Bases: name, source, digest, size beside the published size. What is not there says what would bring it. */
export const table: Table<'bases'> = {
  ...{ id: 'bases', from: 'bases' },
  about: 'the bases of this machine, and where they are from',
  show: (bases) => [
    {
      cells: {
        head: ['base', 'source', 'digest', 'size', 'published'],
        rows: bases.map(({ name, source, digest, engineSizeBytes, publishedBytes }) => [
          name,
          source,
          digest?.replace('sha256:', '').slice(0, 12) ?? (source === 'registry' ? 'not pulled' : 'not built'),
          size(engineSizeBytes),
          size(publishedBytes),
        ]),
        right: [false, false, false, true, true],
        breaks: ['size'],
      },
    },
  ],
};

const size = (bytes: number | undefined): string => (bytes === undefined ? '–' : formatBytes(bytes));
