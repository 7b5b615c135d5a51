import { quantile } from 'simple-statistics';
import { watchMachine } from '../../../src/engine/watch-machine.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { CommandContext } from '../../context.ts';
import { createDisplay } from '../../terminal/create-display.ts';

/** So many that the first seconds, in which all threads of the kernel are asked, are few of them: a run goes on for hours. */
const visits = 5000;
/** As many as a warm visit has. */
const builds = 5;

/** What it costs to tell, for each build of a visit, what others used of the processors: both readings, outside the timing. */
export async function quietFigure(context: CommandContext): Promise<SelfFigures['figures'][number]> {
  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(false, context));
  const connection = await connectEngine({ engine: 'auto', provision: false }, context, display.note);
  stack.defer(connection.close);
  const machine = await watchMachine([connection.engine]);
  const isTold = machine.begin()().foreignMs !== undefined;
  const times = Array.from({ length: visits }, () => {
    const started = performance.now();
    for (let build = 0; build < builds; build += 1) machine.begin()();
    return performance.now() - started;
  });
  const ms = (share: number): string => `${quantile(times, share).toFixed(2)} ms`;
  return {
    name: '`foreign_cpu` of a visit',
    value: ms(0.5),
    limit: 'under 1 ms',
    how:
      `both readings of ${builds} builds, median of ${visits} visits, 99th percentile ${ms(0.99)}` +
      (isTold ? '' : '; the control groups of this engine are not known'),
  };
}
