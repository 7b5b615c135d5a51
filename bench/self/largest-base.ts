import { describeBases } from '../../src/bases/describe-bases.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { CommandContext } from '../context.ts';
import type { Display } from '../terminal/create-display.ts';
import { readVariants } from '../definitions.ts';
import { baseNames, localRequest } from '../../src/lease/provide-bases.ts';

/** A base that is on the engine: its name in FROM, and the one it has there. */
export interface BaseOnEngine {
  readonly name: string;
  readonly ref: string;
}

/** The largest of all bases that the engine has, as the engine sizes them; nothing is built or pulled for it. */
export async function largestBase(
  engine: Engine,
  context: CommandContext,
  display: Display,
): Promise<BaseOnEngine> {
  const { apps, strategies } = context.definitions;
  const variants = apps.flatMap(({ id: app }) => strategies.map(({ id: strategy }) => ({ app, strategy })));
  const names = baseNames(await readVariants(context.root, variants));
  const request = await localRequest(engine, { caBundle: undefined }, context, display);
  const [largest] = (await describeBases('auto', request, names))
    .flatMap(({ name, ref, engineSizeBytes = 0 }) =>
      ref === undefined ? [] : [{ name, ref, engineSizeBytes }],
    )
    .toSorted((a, b) => b.engineSizeBytes - a.engineSizeBytes);
  if (largest === undefined) throw noLargeBase('The engine has no base image at all.');
  return largest;
}

/** What is missing, and the command that brings it. */
export const noLargeBase = (what: string): StagebenchError =>
  new StagebenchError(
    'IMAGE_NOT_FOUND',
    `${what} The speed of inspect is measured with an image of 1 GB or more: ` +
      '`npm run -s stagebench -- bases build --apps node --strategies single-stage` brings one.',
  );
