import type { Clock } from '../../domain/clock.ts';
import type { MachineWatch } from '../../domain/run/machine-use.ts';

/** Makes believe that others used so much of one core during a build; 0.4 = 40 %. Nothing is told of steal and pressure. */
export function fakeMachine(clock: Pick<Clock, 'monotonicMs'>, foreignCpu: () => number): MachineWatch {
  return {
    begin: () => {
      const startedMs = clock.monotonicMs();
      return () => {
        const spanMs = clock.monotonicMs() - startedMs;
        return { spanMs, foreignMs: foreignCpu() * spanMs };
      };
    },
  };
}
