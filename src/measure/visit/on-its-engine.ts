import type { Visit } from '../../domain/run/plan.ts';
import type { RunEvents } from '../../domain/run/run-events.ts';
import type { TimeAccount } from '../time-account.ts';
import { coldMethodOf, imageTag, type Workbench } from '../workbench.ts';

/**
 * Measures a visit on the run's engine; if its variant wants an empty data root, on a new engine that is thrown away
 * afterwards. Its image is copied to the run's engine, where all images are read.
 */
export async function onItsEngine<T>(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
  measure: (bench: Workbench) => Promise<T>,
): Promise<T> {
  if (coldMethodOf(bench, visit) !== 'empty-root') return measure(bench);
  if (bench.emptyEngine === undefined) throw new Error('this engine cannot be had with an empty data root');
  events.activity(visit, 'starting an engine with an empty data root');
  const bases = [...bench.inputs(visit).bases.values()];
  const start = bench.emptyEngine;
  const empty = await account.charge('cleaning', () => start(bases));
  try {
    const measured = await measure({
      ...bench,
      engine: empty.engine,
      machine: empty.machine,
      cacheWatch: undefined,
    });
    const tag = imageTag(bench, visit);
    if ((await empty.engine.inspectImage(tag)) !== undefined)
      await account.charge('inspections', async () =>
        bench.engine.loadImages(await empty.engine.saveImages([tag])),
      );
    return measured;
  } finally {
    await account.charge('cleaning', empty.close);
  }
}
