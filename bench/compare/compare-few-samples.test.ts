import { describe, expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun, type HandWrittenRun } from '../../src/record/recorded-run.fixture.ts';

const { results } = useFakeCli();

/** Eight samples around a median, half a percent apart. */
const around = (median: number): number[] =>
  [-3, -2, -1, -0.5, 0.5, 1, 2, 3].map((percent) => median * (1 + percent / 200));

/** Writes two runs, A and B. */
function write(a: Partial<HandWrittenRun>, b: Partial<HandWrittenRun>): void {
  writeRun(results(), { runId: 'before', times: {}, ...a });
  writeRun(results(), { runId: 'after', times: {}, ...b });
}
const both = () => stagebench(['compare', 'before', 'after', '--results', results()]);

describe('few samples, odd samples', () => {
  const verdicts = async (
    a: readonly number[],
    b: readonly number[],
    changes: Partial<HandWrittenRun> = {},
  ) => {
    write({ times: { 'go/slim/cold': a } }, { times: { 'go/slim/cold': b }, ...changes });
    const { exitCode, stdout } = await both();
    expect(exitCode).toBe(0);
    return stdout;
  };

  test.each([
    [1, [8000]],
    [2, [8000, 8100]],
    [3, [8000, 8100, 7900]],
  ])('%i: the medians, and how many samples a verdict takes', async (_, times) => {
    const slower = times.map((time) => time * 2);
    expect(await verdicts(times, slower)).toMatch(/^go\/slim\/cold +8\.\d s +16 s +needs \d+ samples$/m);
  });

  test('none left on one side: no samples', async () => {
    const invalid: Partial<HandWrittenRun> = {
      builds: () => ({ state: 'invalid', reason: 'a cached step' }),
    };
    expect(await verdicts(around(8000), around(8000), invalid)).toMatch(
      /^go\/slim\/cold +8\.00 s +– +no samples$/m,
    );
    const { stderr } = await both();
    expect(stderr).toContain('go/slim/cold has no samples in B: invalid, a cached step');
    expect(stderr).not.toContain('B ÷ A;');
  });

  test('without any spread: the same is the same, what differs differs', async () => {
    const same = Array<number>(8).fill(8000);
    expect(await verdicts(same, same)).toMatch(
      /^go\/slim\/cold +8\.00 s +8\.00 s +1\.00 \(1\.00–1\.00\) ~$/m,
    );
    expect(await verdicts(same, Array<number>(8).fill(8800))).toMatch(/1\.10 \(1\.10–1\.10\) slower$/m);
  });
});
