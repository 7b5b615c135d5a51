import { expect, test } from 'vitest';
import { imageRow } from '../../../record/rows.fixture.ts';
import { imageNotes } from '../../images/image-notes.ts';
import { metricCells } from '../../images/metric-cells.ts';

const bytesTable = metricCells('sizes');
const surfaceTable = metricCells('surface');
const startTable = metricCells('start');

/** No two of the numbers are equal, so that none can stand in the column of another. */
const full = imageRow({
  ...{
    rootfs_bytes: 80_000_000,
    waste_bytes: 120_000,
    base_bytes: 76_500_000,
    largest_layer_bytes: 76_000_000,
  },
  ...{ os_packages: 88, language_packages: 12, executables: 340, setuid_files: 10, shells: 2 },
  ...{ package_managers: 3, compilers: 5, network_tools: 4, runs_as_root: false },
  ...{ idle_memory_bytes: 3_063_808, stop_ms: 21.5, stop: 'graceful' },
});
const scratch = imageRow({ ...full, strategy: 'scratch', os_packages: undefined, runs_as_root: true });
const substitute = imageRow({
  ...full,
  strategy: 'alpine',
  base_source: 'substitute',
  waste_bytes: 0,
  shells: 0,
});

test('bytes: all of it, what is seen, hidden, the base’s and its own', () => {
  expect(bytesTable([full]).head.slice(2)).toEqual([
    ...['image', 'seen', 'waste', 'base', 'own', 'layers', 'largest layer'],
  ]);
  expect(bytesTable([full, substitute]).rows).toEqual([
    ['go', 'slim', '83.0 MB', '80.0 MB', '120 kB', '76.5 MB', '6.50 MB', '5', '76.0 MB'],
    ['go', 'alpine †', '83.0 MB', '80.0 MB', '0 B', '76.5 MB', '6.50 MB', '5', '76.0 MB'],
  ]);
});

test('surface: a number that is 0 is 0, one that nobody can know is unknown', () => {
  expect(surfaceTable([full, scratch, substitute]).rows).toEqual([
    ['go', 'slim', '88', '12', '340', '10', '2', '3', '5', '4', 'no'],
    ['go', 'scratch', 'unknown', '12', '340', '10', '2', '3', '5', '4', 'yes'],
    ['go', 'alpine †', '88', '12', '340', '10', '0', '3', '5', '4', 'no'],
  ]);
});

test('start: time, memory, and how it stops; what the engine cannot say is left out', () => {
  const unmeasured = imageRow({ ...full, idle_memory_bytes: undefined, stop: 'killed', stop_ms: 10_040 });
  expect(startTable([full, unmeasured]).rows).toEqual([
    ['go', 'slim', '12 ms', '3.06 MB', '22 ms', 'graceful'],
    ['go', 'slim', '12 ms', '–', '10.0 s', 'killed'],
  ]);
});

test.each(['unhealthy', 'unread', 'failed'] as const)(
  'an image that is %s has its state and no numbers',
  (state) => {
    const image = imageRow({ ...full, state, healthy: state === 'unread' });
    for (const table of [bytesTable, surfaceTable, startTable])
      expect(new Set(table([image]).rows[0]?.slice(2))).toEqual(new Set([state, '–']));
  },
);

test('numbers stand flush right, words flush left', () => {
  const aligned = [bytesTable, surfaceTable, startTable].flatMap((table) => {
    const { head, right } = table([]);
    return head.filter((_, index) => !right?.[index]);
  });
  expect([...new Set(aligned)]).toEqual(['app', 'strategy', 'root', 'how']);
});

test('an image that nothing started says so where its start is told, and only there', () => {
  const none = { start_ms: undefined, idle_memory_bytes: undefined, stop_ms: undefined, stop: undefined };
  const unstarted = imageRow({ ...full, ...none, healthy: undefined });
  const { head, rows } = startTable([unstarted]);
  expect(rows).toEqual([['go', 'slim', 'not started', ...head.slice(3).map(() => '–')]]);
  expect(bytesTable([unstarted]).rows).toEqual(bytesTable([full]).rows);
  expect(startTable([full]).rows[0]).not.toContain('not started');
});

test('an image that could not be read is not said to work where nothing has started it', () => {
  const unstarted = imageRow({ ...full, healthy: undefined });
  expect(imageNotes([{ ...full, state: 'unread' }])).toEqual([
    'unread (the image works, and could not be read): go/slim',
  ]);
  expect(imageNotes([{ ...unstarted, state: 'unread' }])).toEqual([
    'unread (the image was built, and could not be read): go/slim',
  ]);
});
