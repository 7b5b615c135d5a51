import { describeBases } from '../../../src/bases/describe-bases.ts';
import type { BasesChoice, EngineChoice, Selection } from '../../../src/domain/run/job.ts';
import { planOf } from '../../../src/plan/selection.ts';
import { table as basesTable } from '../../../src/report/tables/bases.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { CommandContext } from '../../context.ts';
import { createDisplay } from '../../terminal/create-display.ts';
import { printReport } from '../../terminal/print-report.ts';
import { readVariants } from '../../definitions.ts';
import { engineLock } from '../../../src/lease/engine-lock.ts';
import { baseNames, localRequest, provideBases } from '../../../src/lease/provide-bases.ts';

export interface BasesJob {
  readonly action: 'list' | 'build';
  /** Whose bases. */
  readonly selected: Selection;
  readonly engine: EngineChoice;
  readonly bases: BasesChoice;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The base images that the selected variants need: list what is there, or build (pull) what is missing. */
export async function bases(job: BasesJob, context: CommandContext): Promise<number> {
  const { variants } = planOf({ selected: job.selected, rounds: 1, seed: 0 });
  const files = await readVariants(context.root, variants);
  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(job.quiet, context));
  const connection = await connectEngine(job.engine, context, display.note);
  stack.defer(connection.close);
  const { engine } = connection;
  if (job.action === 'build') {
    const { instead } = connection;
    if (instead !== undefined) display.note(`${instead} The private engine is used.`);
    stack.use(await engineLock(await engine.info(), { what: 'stagebench bases build' }, context));
    await provideBases(files, engine, job.bases, context, display);
  }
  const request = await localRequest(engine, job.bases, context, display);
  const found = await describeBases(job.bases.source, request, baseNames(files));
  display.end();
  printReport({ data: found, tables: basesTable.show(found) }, job, context);
  return 0;
}
