import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { median } from 'simple-statistics';
import { timeOnce } from '../../../src/measure/visit/time-once.ts';
import { buildCommand } from '../../../src/engine/docker/build/build-command.ts';
import { clientEnvironment } from '../../../src/engine/private/daemon/client-environment.ts';
import type { BuildRequest } from '../../../src/engine/engine.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { CommandContext } from '../../context.ts';
import { createDisplay } from '../../terminal/create-display.ts';
import { readVariants } from '../../definitions.ts';
import { contextOf } from '../../sample-folders.ts';
import { mainEngine } from '../../../src/lease/private-engine.ts';
import { provideBases } from '../../../src/lease/provide-bases.ts';
import { hyperfineTimes } from '../hyperfine-times.ts';

const pairs = 40;

/** A warm Go build, timed by the sampler and by hyperfine in turns: the same command, the same cache. */
export async function timingFigure(
  hyperfine: string,
  context: CommandContext,
): Promise<SelfFigures['figures'][number]> {
  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(false, context));
  const connection = await connectEngine({ engine: 'auto', provision: false }, context, display.note);
  stack.defer(connection.close);
  const { engine } = connection;
  const info = await engine.info();
  const files = await readVariants(context.root, [{ app: 'go', strategy: 'scratch' }]);
  const bases = await provideBases(files, engine, { source: 'auto', caBundle: undefined }, context, display);
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'stagebench-self-'));
  stack.defer(() => rm(scratch, { recursive: true, force: true }));
  const request: BuildRequest = {
    contextDir: contextOf(context.root, { id: 'go', context: '.' }),
    dockerfile: files[0]?.dockerfile ?? '',
    tag: 'stagebench/self:latest',
    bases: new Map(bases.map((base) => [base.name, base.ref])),
    labels: {},
  };
  stack.defer(() => engine.removeImage(request.tag));
  await engine.build(request);

  const command = [
    'docker',
    ...buildCommand(request, {
      builder: info.builder,
      hostNetwork: info.hostNetworkOnly,
      idFile: path.join(scratch, 'id'),
    }),
  ];
  const env = info.kind === 'private' ? clientEnvironment(mainEngine(context), context.environment) : {};
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    display.passing(`warm Go build, pair ${pair + 1} of ${pairs}`);
    ours.push(
      (
        await timeOnce(
          context.clock,
          () => engine.build(request),
          async () => {},
          (built) => built.wallMs,
        )
      ).wallMs,
    );
    theirs.push(...(await hyperfineTimes(hyperfine, command, { runs: 1, env })));
  }
  const [own, other] = [median(ours), median(theirs)];
  return {
    name: 'recorded ÷ hyperfine',
    value: (own / other).toFixed(3),
    limit: '1.00 ± 0.03',
    how: `medians of ${pairs} alternating warm Go builds: ${own.toFixed(0)} ms and ${other.toFixed(0)} ms`,
  };
}
