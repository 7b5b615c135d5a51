import { availableParallelism } from 'node:os';
import type { MachineWatch } from '../domain/run/machine-use.ts';
import type { Engine } from './engine.ts';
import { CpuAccount, ownUsage } from '../node/cpu/cpu-account.ts';
import { openSystemFiles } from '../node/cpu/system-files.ts';

/** Tells what else this machine does while these engines build: what it cannot tell of them stays open. */
export async function watchMachine(engines: readonly Engine[]): Promise<MachineWatch> {
  const found = await Promise.all(engines.map((engine) => engine.controlGroups()));
  const groups = found.every((each) => each !== undefined) ? found.flat() : undefined;
  return new CpuAccount(groups, {
    ...{
      files: openSystemFiles(),
      nowMs: () => performance.now(),
      own: ownUsage,
      cores: availableParallelism(),
    },
  });
}
