import { StagebenchError } from '../../src/domain/errors.ts';
import type { BuildSecret } from '../../src/domain/run/job.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import { visible } from '../../src/domain/visible.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { findLeaks, type Leak } from '../../src/inspect/leaks/find-leaks.ts';
import type { Workbench } from '../../src/measure/workbench.ts';
import type { RunFolder } from '../../src/record/run-folder/run-folder.ts';

/**
 * Searches each image for the secrets of its builds, tells what it finds, and keeps it in run.json, by which every report tells it again.
 * Undefined where builds have none. An image that cannot be searched is told, too.
 */
export function leaksOfRun(
  secrets: readonly BuildSecret[],
  engine: Engine,
  folder: Pick<RunFolder, 'manifest' | 'update'>,
  signal: AbortSignal,
  note: (text: string) => void,
): Workbench['findLeaks'] {
  const needles = secrets
    .map(({ name, telltale }) => ({ name, texts: telltale }))
    .filter(({ texts }) => texts.length > 0);
  if (needles.length === 0) return undefined;
  return async (variant, image) => {
    const id = variantId(variant);
    const leaks = await findLeaks(engine, image, needles, signal).catch((error: unknown) => {
      if (!(error instanceof StagebenchError) || error.code === 'ENGINE_LOST') throw error;
      note(`${id} could not be searched for secrets: ${error.message}`);
      return [];
    });
    const { project } = folder.manifest;
    if (leaks.length === 0 || project === undefined) return;
    const places = leaks.map(placeText);
    await folder.update({ project: { ...project, leaks: { ...project.leaks, [id]: places } } });
    note(`LEAK: the image of ${id} holds a secret of its build: ${places.join(', ')}`);
  };
}

const placeText = ({ secret, file }: Leak): string =>
  visible(`${secret} in ${file === undefined ? 'its history or settings' : `/${file}`}`);
