/** From this load on, by core, builds are not alone: the builder's own threads wait for something else. */
const busyFrom = 0.5;

/**
 * Says beforehand that times will be noisy: the load average of the last minute is above half the cores. Undefined on a
 * quiet machine, and on one that knows no load average (Windows says 0).
 */
export function busyNote(loadAverage: number, cores: number): string | undefined {
  if (loadAverage <= busyFrom * cores) return undefined;
  return (
    `this machine is busy (load ${loadAverage.toFixed(1)} on ${cores} core${cores === 1 ? '' : 's'}): times will be noisy; ` +
    'stop other programs first, or wait until they end'
  );
}
