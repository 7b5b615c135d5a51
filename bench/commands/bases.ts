import { describeBases } from '../../src/bases/describe-bases.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { unknownName } from '../../src/plan/select.ts';
import { table as basesTable } from '../../src/report/tables/bases.ts';
import { connectEngine } from '../engines/connect-engine.ts';
import type { CommandContext } from '../context.ts';
import { createDisplay } from '../terminal/create-display.ts';
import { printReport } from '../terminal/print-report.ts';
import { readVariants } from '../definitions.ts';
import { engineLock } from '../engines/engine-lock.ts';
import { makePlan } from '../run/make-plan.ts';
import type { Values } from '../options.ts';
import { baseNames, localRequest, provideBases } from '../engines/provide-bases.ts';

type BasesValues = Values<
  'apps' | 'strategies' | 'engine' | 'provision' | 'bases' | 'ca-bundle' | 'json' | 'quiet'
> & {
  readonly action: string;
};

/** The base images that the selected variants need: list what is there, or build (pull) what is missing. */
export async function bases(values: BasesValues, context: CommandContext): Promise<number> {
  if (!['list', 'build'].includes(values.action)) {
    throw new StagebenchError('USAGE', unknownName('bases action', values.action, ['list', 'build']));
  }
  const plan = makePlan({ ...values, suite: 'default', scenarios: undefined, rounds: 1, seed: 0 }, context);
  const files = await readVariants(context.root, plan.variants);
  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(values.quiet, context));
  const connection = await connectEngine(values, context, display.note);
  stack.defer(connection.close);
  const { engine } = connection;
  if (values.action === 'build') {
    const { instead } = connection;
    if (instead !== undefined) display.note(`${instead} The private engine is used.`);
    stack.use(await engineLock(await engine.info(), { what: 'stagebench bases build' }, context));
    await provideBases(files, engine, values, context, display);
  }
  const request = await localRequest(engine, values, context, display);
  const found = await describeBases(values.bases, request, baseNames(files));
  display.end();
  printReport({ data: found, tables: basesTable.show(found) }, values, context);
  return 0;
}
