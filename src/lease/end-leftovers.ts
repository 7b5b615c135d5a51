import { baseLabel } from '../bases/local-bases.ts';
import type { EngineInfo } from '../domain/engine-info.ts';
import type { Host } from '../domain/host.ts';
import { containerLabel, runLabel } from '../domain/labels.ts';
import type { Engine } from '../engine/engine.ts';
import type { Lock } from '../lock/lock.ts';
import { removeEmptyEngine } from './empty-engine.ts';
import { isAtWork } from './living-runs.ts';

/**
 * Ends what runs that were killed have left at work on an engine, now that we have it: their builds, which go on without
 * them, their containers, and a second engine. Only runs that held this very lock: another may be somebody else's, and
 * alive. So may one of these be, if somebody with another cache folder went on with it: its folder's lock tells. Builds of bases name no run: they are ended on the private engine alone, on which nobody else builds. Images and
 * records stay for `--resume` and `clean`.
 */
export async function endLeftovers(
  lock: Pick<Lock, 'note' | 'killed' | 'killedIn' | 'leftoversEnded'>,
  engine: Engine,
  { kind }: Pick<EngineInfo, 'kind'>,
  context: Pick<Host, 'environment' | 'signal'>,
  note: (text: string) => void,
): Promise<void> {
  const livesOn = (runId: string): boolean => {
    const folder = lock.killedIn[runId];
    // Who resumes the run has locked its folder already.
    return runId !== lock.note.runId && folder !== undefined && isAtWork(folder);
  };
  const killed = lock.killed.filter((runId) => !livesOn(runId));
  for (const runId of lock.killed.filter(livesOn))
    note(`run ${runId} was killed and is being resumed: its containers and images stay`);
  const buildOf = (runId: string): string => `${runLabel}=${runId}`;
  const labels = [...killed.map(buildOf), ...(kind === 'private' ? [baseLabel] : [])];
  if (labels.length === 0) return;
  const { ended, stillBuilding } = await engine.endBuilds(labels, context.signal);
  if (ended.includes(baseLabel)) note('ended the build of a base: the command that started it was killed');
  for (const runId of killed) {
    const whose = `that the killed run ${runId} left behind`;
    if (ended.includes(buildOf(runId))) note(`ended a build ${whose}`);
    const containers = await engine.containersWithLabel(`${containerLabel}=${runId}`);
    for (const id of containers) await engine.removeContainer(id);
    if (containers.length > 0) note(`removed ${counted(containers.length)} ${whose}`);
  }
  if (killed.length > 0 && kind === 'private' && (await removeEmptyEngine(context)))
    note('stopped a second engine that a killed run left behind');
  if (stillBuilding) note('another build runs on this engine: it may disturb the times');
  lock.leftoversEnded();
}

const counted = (count: number): string => (count === 1 ? 'a container' : `${count} containers`);
