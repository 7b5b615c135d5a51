import { StagebenchError } from '../../../src/domain/errors.ts';
import { shardText } from '../../../src/domain/run/shard.ts';
import type { KeptBuild } from '../../../src/record/kept-build.ts';
import type { ChosenShards } from '../../../src/record/merge/choose-shards.ts';
import { processorsOf } from '../../../src/stats/samples/processors.ts';

/**
 * Throws SHARDS_DIFFER where an app was built by its own processor in one shard, and by another one in the next: its cells stand side by
 * side.
 */
export function refuseProcessors(
  builds: readonly KeptBuild[],
  { shards }: Pick<ChosenShards, 'shards'>,
): void {
  const measured = builds.filter(({ phase }) => phase === 'measure');
  const lines = [...Map.groupBy(measured, ({ app }) => app)].flatMap(([app, own]) => {
    const byRun = Map.groupBy(own, ({ run_id: runId }) => runId);
    const ways = shards.flatMap(({ shard, manifest: { runId } }) => {
      const rows = byRun.get(runId);
      return rows === undefined ? [] : [{ name: shardText(shard), by: processorsOf(rows).join(' or ') }];
    });
    const other = ways.find(({ by }) => by !== ways[0]?.by);
    return other === undefined
      ? []
      : [`${ways[0]?.name} and ${other.name}: processor that built ${app}: ${ways[0]?.by} and ${other.by}`];
  });
  if (lines.length > 0)
    throw new StagebenchError(
      'SHARDS_DIFFER',
      `The shards have other processors (--across merges them, and compares no cells of two):\n    ${lines.join('\n    ')}`,
    );
}
