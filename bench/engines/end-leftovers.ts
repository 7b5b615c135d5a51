import { baseLabel } from '../../src/bases/local-bases.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Lock } from '../../src/lock/lock.ts';
import { containerLabel, runLabel } from '../../src/measure/workbench.ts';
import type { CommandContext } from '../context.ts';
import { removeEmptyEngine } from './empty-engine.ts';

/**
 * Ends what runs that were killed have left at work on an engine, now that we have it: their builds, which go on without
 * them, their containers, and a second engine. Only runs that held this very lock: another may be somebody else's, and
 * alive. Builds of bases name no run: they are ended on the private engine alone, on which nobody else builds. Images and
 * records stay for `--resume` and `clean`.
 */
export async function endLeftovers(
  lock: Pick<Lock, 'killed' | 'leftoversEnded'>,
  engine: Engine,
  { kind }: Pick<EngineInfo, 'kind'>,
  context: Pick<CommandContext, 'environment' | 'signal'>,
  note: (text: string) => void,
): Promise<void> {
  const { killed } = lock;
  const buildOf = (runId: string): string => `${runLabel}=${runId}`;
  const labels = [...killed.map(buildOf), ...(kind === 'private' ? [baseLabel] : [])];
  if (labels.length === 0) return;
  const { ended, stillBuilding } = await engine.endBuilds(labels, context.signal);
  if (ended.includes(baseLabel))
    note('ended the build of a base that went on though who started it was killed');
  for (const runId of killed) {
    const whose = `that run ${runId}, which was killed, had left behind`;
    if (ended.includes(buildOf(runId))) note(`ended a build ${whose}`);
    const containers = await engine.containersWithLabel(`${containerLabel}=${runId}`);
    for (const id of containers) await engine.removeContainer(id);
    if (containers.length > 0) note(`removed ${counted(containers.length)} ${whose}`);
  }
  if (killed.length > 0 && kind === 'private' && (await removeEmptyEngine(context)))
    note('stopped a second engine that a run which was killed had left behind');
  if (stillBuilding) note('something else is being built on this engine: it may disturb what is measured');
  lock.leftoversEnded();
}

const counted = (count: number): string => (count === 1 ? 'a container' : `${count} containers`);
