import { Bench } from 'tinybench';
import type { Clock } from '../../domain/clock.ts';

/**
 * Times one call with tinybench as the sampler; ms. One Bench per visit: by default tinybench would build 80 times,
 * sort the samples and throw them all away after one error. `prepare` runs before, outside the timing. The function
 * must be `async`: tinybench calls any other kind once more when it is added. `durationOf` takes the sample from the value
 * where that knows better (spawn to exit of a child); undefined leaves it to the clock.
 */
export async function timeOnce<T>(
  clock: Clock,
  run: () => Promise<T>,
  prepare: () => Promise<void> = async () => {},
  durationOf: (value: T) => number | undefined = () => undefined,
): Promise<{ value: T; wallMs: number }> {
  const outcome: { value?: T } = {};
  const bench = new Bench({
    iterations: 1,
    time: 0,
    warmup: false,
    retainSamples: true,
    throws: true,
    timestampProvider: {
      name: 'stagebench',
      fn: clock.monotonicMs,
      fromMs: (ms) => ms,
      toMs: (ms) => Number(ms),
    },
  });
  bench.add(
    'visit',
    async () => {
      const value = await run();
      outcome.value = value;
      const overriddenDuration = durationOf(value);
      return overriddenDuration === undefined ? undefined : { overriddenDuration };
    },
    { beforeEach: prepare },
  );
  const [task] = await bench.run();
  const result = task?.result;
  const wallMs = result !== undefined && 'latency' in result ? result.latency.samples?.[0] : undefined;
  if (wallMs === undefined || !('value' in outcome)) throw new Error('tinybench returned no sample');
  return { value: outcome.value, wallMs };
}
