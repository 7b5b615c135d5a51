import { formatBytes, formatMs } from '../../domain/units.ts';
import { machineOfVariants } from '../../stats/samples/machines.ts';
import { counted } from '../words/counted.ts';
import type { Table } from '../table.ts';

const head = ['shard', 'rows of', 'cells', 'apps', 'machine', 'engine', 'took'];

/** What each shard of a merged run has measured, and where. */
export const table: Table<'run'> = {
  ...{ id: 'shards', from: 'run', order: 90 },
  about: 'what each shard of a merged run has measured, and on which machine',
  show({ rows: { manifest, builds } }) {
    const { merged, plan } = manifest;
    if (merged === undefined) return [];
    const machineOf = machineOfVariants(builds);
    return [
      {
        title: counted(merged.shards.length, 'shard'),
        cells: {
          head,
          rows: merged.shards.map(({ number, runId, machine, engine, elapsedMs }) => {
            const cells = plan.cells.filter((cell) => machineOf(cell) === runId);
            return [
              ...[`${number}/${merged.of}`, runId, String(cells.length)],
              [...new Set(cells.map(({ app }) => app))].join(', '),
              `${machine.cpuModel}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)}`,
              `${engine.kind} ${engine.version}`.trimEnd(),
              elapsedMs === undefined ? '–' : formatMs(elapsedMs),
            ];
          }),
          right: head.map((name) => name === 'cells' || name === 'took'),
        },
      },
    ];
  },
};
