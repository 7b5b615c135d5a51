import { fileURLToPath } from 'node:url';
import type { Clock } from '../src/domain/clock.ts';
import type { Definitions } from '../src/domain/definitions/definitions.ts';
import { maskedTexts, type ProjectJob } from '../src/domain/run/job.ts';
import type { EngineHost, FakeWorld } from '../src/lease/fake-world.ts';
import { behindOf, printedStream } from './terminal/printed-stream.ts';
import { contextOf } from './sample-folders.ts';

/** What the process gives to a command. */
export interface CommandContext extends EngineHost {
  /** Folder of this checkout, where the definitions lie. */
  readonly root: string;
  readonly definitions: Definitions;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** What the process gives, with a project in place of the samples if there is one. */
export const withProject = (context: CommandContext, project: ProjectJob | undefined): CommandContext =>
  project === undefined
    ? context
    : {
        ...context,
        stdout: printedStream(
          behindOf(context.stdout).stream,
          context.environment,
          maskedTexts(project.secrets),
        ),
        stderr: printedStream(
          behindOf(context.stderr).stream,
          context.environment,
          maskedTexts(project.secrets),
        ),
        definitions: project.definitions,
        fakeWorld: fakeWorldOf(project.definitions, context.fakeWorld),
      };

export const rootFolder = fileURLToPath(new URL('..', import.meta.url));

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  date: () => new Date(),
  pause: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/** What the fake engine makes believe of: the samples of this checkout. It can be told to press Ctrl-C, and to kill. */
export const fakeWorldOf = (
  { apps, strategies, experiments }: Definitions,
  { interrupt, kill }: Pick<FakeWorld, 'interrupt' | 'kill'> = {
    interrupt: () => process.kill(process.pid, 'SIGINT'),
    kill: () => process.kill(process.pid, 'SIGKILL'),
  },
): FakeWorld => ({
  apps,
  strategies,
  experiments,
  contextOf: (app) => contextOf(rootFolder, app),
  interrupt,
  kill,
});
