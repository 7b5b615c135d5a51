import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import { maskedTexts, type Selection } from '../../src/domain/run/job.ts';
import { control } from '../../src/domain/run/plan.ts';
import type { Workbench } from '../../src/measure/workbench.ts';
import { resultsProblem } from '../../src/record/run-folder/check-writable.ts';
import type { RunFolder } from '../../src/record/run-folder/run-folder.ts';
import type { CommandContext } from '../context.ts';
import { copyApps, plantFiles, removeCopies } from './copy-apps.ts';
import { contextOf, controlFolder } from '../sample-folders.ts';
import { leaksOfRun } from '../project/leaks-of-run.ts';
import { learnedOfRun } from '../project/learned-of-run.ts';
import type { PlacedVariants } from '../platforms/place-platforms.ts';
import type { Job } from './job.ts';
import { openLayers } from '../../src/inspect/layers/open-layers.ts';
import { calibrateDelays, writeTransformed } from './injected-delays.ts';
import { copyOfPast, setUpBench } from './set-up-bench.ts';
import { setUpExtras } from './set-up-extras.ts';
import type { RunEngine } from './acquire-run-engine.ts';

/** Copies the apps into the run's folder, measures and injects the delays that the suite wants, and puts together what the walk needs. */
export async function prepareBench(
  { runId, files, asked, placed }: Job & { readonly placed: PlacedVariants },
  taken: RunEngine,
  bases: readonly ResolvedBase[],
  folder: RunFolder,
  stack: AsyncDisposableStack,
  context: CommandContext,
  note: (text: string) => void,
): Promise<Workbench> {
  const { selected } = asked;
  const fail = async (error: unknown): Promise<never> => {
    throw await resultsProblem(folder.path, error);
  };
  const target = path.join(folder.path, 'apps');
  stack.defer(() => removeCopies(target, note));
  // A session that was killed may have left an edited copy.
  await rm(target, { recursive: true, force: true }).catch(fail);
  const parts = {
    ...{ ...taken, runId, folder: folder.path, selected, bases, placed, context, emptyEngine: taken.empty },
    copies: await copiesOf(selected, files, target, context.root).catch(fail),
    layers: await openLayers(taken.info.kind === 'fake', stack, context, note),
    learned: asked.project && learnedOfRun(folder, note, maskedTexts(asked.project.secrets)),
    findLeaks: leaksOfRun(asked.project?.secrets ?? [], taken.engine, folder, context.signal, note),
    extras: await setUpExtras(runId, asked, taken, context, note),
  };
  const injectedDelays =
    folder.manifest.planted ??
    (await calibrateDelays(setUpBench({ ...parts, files }), selected, files, note));
  if (injectedDelays !== undefined) await folder.update({ planted: injectedDelays });
  return {
    ...setUpBench({
      ...parts,
      files: await writeTransformed(folder.path, files, selected, injectedDelays).catch(fail),
    }),
    session: folder.manifest.resumed?.length ?? 0,
  };
}

/** The copies, with what is planted in them. */
async function copiesOf(
  { apps }: Pick<Selection, 'apps'>,
  files: Job['files'],
  target: string,
  root: string,
): ReturnType<typeof copyApps> {
  const copied = [
    ...apps.map((app) => ({ name: app.id, app, root })),
    ...files.flatMap(({ variant, past }) =>
      past === undefined ? [] : [{ name: copyOfPast(variant), app: past.app, root: past.root }],
    ),
  ];
  const contexts = new Map(copied.map((one) => [one.name, contextOf(one.root, one.app)]));
  contexts.set(control.app, controlFolder(root));
  const projects = new Map(
    copied.flatMap(({ name, app: { project } }) => (project ? [[name, project]] : [])),
  );
  const copies = await copyApps(target, contexts, projects);
  for (const { id, planted = [] } of apps) await plantFiles(copies.get(id) ?? target, planted);
  return copies;
}
