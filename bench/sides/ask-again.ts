import { StagebenchError } from '../../src/domain/errors.ts';
import { timeMetric } from '../../src/domain/metrics/night.ts';
import type { Cell } from '../../src/domain/run/plan.ts';
import { recordAnswer, type Answer } from '../../src/record/history/answers.ts';
import type { History, Night } from '../../src/record/history/history.ts';
import type { Question } from '../../src/stats/trend/events/questions.ts';
import type { CommandContext } from '../context.ts';
import { writeWords } from '../terminal/wrapped.ts';
import { measureSides, usualPairs, type SidesRun } from './measure-sides.ts';
import { sideOfNight, thisCheckout, type Side } from './side.ts';

/** What asking takes: where it is recorded, and how it is measured. */
export interface Asking {
  readonly history: History;
  /** Absolute path of the folder of the history. */
  readonly folder: string;
  readonly night: Night;
  readonly run: SidesRun;
}

/** `go/slim/cold` */
function cellNamed(series: string): Cell {
  const [app = '', strategy = '', scenario = ''] = series.split('/');
  return { app, strategy, scenario };
}

/**
 * Builds what seems slower as it was and as it is now, in turns, and records the answers. What cannot be built any more is an answer, too:
 * then the rule decides alone. Passes on what ends a run.
 */
export async function askAgain(
  questions: readonly Question[],
  { history, folder, night, run }: Asking,
  context: CommandContext,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const told = new Set<string>();
  const tell = (text: string): void => {
    if (!told.has(text)) writeWords(context.stderr, `note: ${text}`);
    told.add(text);
  };
  for (const { series, ratio, since, before } of questions) {
    const cell = cellNamed(series);
    const old = sideOfNight(history, cell, before, timeMetric);
    if (old === undefined) continue;
    writeWords(
      context.stderr,
      `${series} seems to take ${ratio.toFixed(2)} times as long since ${since.at.slice(0, 10)}: it is built as in ${old.name} and as it is now, in turns`,
    );
    const found = await verdictOf(cell, old, { run, context, tell });
    const answer: Answer = {
      ...{ series, since: since.runId, before: before.runId, after: night.runId },
      ...found,
      at: context.clock.date().toISOString(),
    };
    await recordAnswer(folder, answer);
    answers.push(answer);
  }
  return answers;
}

type Verdict = Pick<Answer, 'verdict' | 'pairs' | 'ratio' | 'p' | 'run' | 'reason'>;

async function verdictOf(
  cell: Cell,
  before: Side,
  {
    run,
    context,
    tell,
  }: {
    readonly run: SidesRun;
    readonly context: CommandContext;
    readonly tell: (text: string) => void;
  },
): Promise<Verdict> {
  try {
    const { verdict, pairs, ratio, p, runId } = await measureSides(
      cell,
      { before, after: thisCheckout },
      usualPairs,
      run,
      context,
    );
    return { verdict, pairs, ratio, p, run: runId, reason: '' };
  } catch (error) {
    if (!(error instanceof StagebenchError) || error.code === 'INTERRUPTED') throw error;
    tell(error.message);
    return { verdict: 'impossible', pairs: 0, ratio: NaN, p: NaN, run: '', reason: error.message };
  }
}
