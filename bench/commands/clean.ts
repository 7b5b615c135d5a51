import { baseLabel } from '../../src/bases/local-bases.ts';
import { baseRepository } from '../../src/bases/recipe-hash.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { removeEverything } from '../../src/engine/private/remove-everything.ts';
import { runLabel } from '../../src/measure/workbench.ts';
import { connectEngine } from '../connect-engine.ts';
import type { CommandContext } from '../context.ts';
import { engineLock } from '../engine-lock.ts';
import type { Values } from '../options.ts';

const noEngine = new Set(['ENGINE_NOT_FOUND', 'ENGINE_UNREACHABLE', 'NOT_PROVISIONED']);

/** Removes what runs left; with --all also the bases, the private engine and its data. Nothing without our label or name. */
export async function clean(
  values: Values<'engine' | 'all' | 'quiet'>,
  context: CommandContext,
): Promise<number> {
  const tell = (text: string): void => {
    if (!values.quiet) context.stderr.write(`${text}\n`);
  };
  try {
    await using stack = new AsyncDisposableStack();
    const connection = await connectEngine({ engine: values.engine, provision: false }, context, tell);
    stack.defer(connection.close);
    stack.use(await engineLock(await connection.engine.info(), 'clean', context));
    await cleanEngine(connection.engine, values.all, tell);
  } catch (error) {
    if (!(error instanceof StagebenchError) || !noEngine.has(error.code)) throw error;
    tell('No engine answers, so nothing is left on one.');
  }
  if (values.all) await removeEverything({ env: context.environment, onProgress: tell });
  return 0;
}

async function cleanEngine(engine: Engine, all: boolean, tell: (text: string) => void): Promise<void> {
  const containers = await engine.containersWithLabel(runLabel);
  for (const id of containers) await engine.removeContainer(id);
  const images = [...(await engine.imagesWithLabel(runLabel)), ...(all ? await baseImages(engine) : [])];
  for (const image of images) await engine.removeImage(image);
  tell(`Removed ${containers.length} containers and ${images.length} images.`);
}

/** Local bases carry a label; pulled ones only the name we gave them. */
async function baseImages(engine: Engine): Promise<string[]> {
  const { images } = await engine.inventory();
  const tags = images.flatMap((line) => line.split(' ').slice(1));
  const named = tags.filter((tag) => tag.startsWith(`${baseRepository}/`));
  return [...new Set([...(await engine.imagesWithLabel(baseLabel)), ...named])];
}
