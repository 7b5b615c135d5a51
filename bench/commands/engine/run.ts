import { StagebenchError } from '../../../src/domain/errors.ts';
import { formatBytes } from '../../../src/domain/units.ts';
import { daemonStatus } from '../../../src/engine/private/daemon/daemon-status.ts';
import { provision } from '../../../src/engine/private/apt/provision.ts';
import { privateEngines } from '../../../src/engine/private/daemon/remove-everything.ts';
import { startDaemon } from '../../../src/engine/private/daemon/start-daemon.ts';
import { stopDaemon } from '../../../src/engine/private/daemon/stop-daemon.ts';
import type { ShownTable } from '../../../src/report/table.ts';
import type { CommandContext } from '../../context.ts';
import { printReport } from '../../terminal/print-report.ts';
import { unknownName } from '../../../src/plan/select.ts';
import { lockRunning } from '../../../src/lease/lock-running.ts';
import { mainEngine } from '../../../src/lease/private-engine.ts';
import { writeWords } from '../../terminal/wrapped.ts';

const actions = { up, down, status };

export interface EngineJob {
  readonly action: string;
  readonly provision: boolean;
  /** Every private engine of the cache folder. */
  readonly all: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The private engine by hand: up, down, status. */
export async function engine(job: EngineJob, context: CommandContext): Promise<number> {
  const action = Object.entries(actions).find(([name]) => name === job.action)?.[1];
  if (action !== undefined) return action(job, context);
  throw new StagebenchError('USAGE', unknownName('engine action', job.action, Object.keys(actions)));
}

async function up(job: EngineJob, context: CommandContext): Promise<number> {
  const paths = mainEngine(context);
  const { environment: env, signal } = context;
  const onProgress = progress(job, context);
  if (job.provision) await provision({ paths, env, signal, onProgress });
  const { reused } = await startDaemon(paths, { env, signal, onProgress });
  onProgress(reused ? 'The private engine runs already.' : 'The private engine is up.');
  return status(job, context);
}

/** With --all every private engine of the cache folder. Throws ENGINE_BUSY, and stops none, if one is in use. */
async function down(job: EngineJob, context: CommandContext): Promise<number> {
  const onProgress = progress(job, context);
  const engines = job.all ? await privateEngines(context.environment) : [mainEngine(context)];
  await using stack = new AsyncDisposableStack();
  for (const paths of engines) {
    const lock = await lockRunning(paths, { what: 'stagebench engine down' }, context);
    if (lock !== undefined) stack.use(lock);
  }
  let stopped = false;
  for (const paths of engines) stopped = (await stopDaemon(paths, { onProgress })) || stopped;
  onProgress(
    stopped ? 'The private engine is stopped; its data stays.' : 'The private engine was not running.',
  );
  return job.json ? await status(job, context) : 0;
}

async function status(job: EngineJob, context: CommandContext): Promise<number> {
  const found = await daemonStatus(mainEngine(context), { withSize: true });
  const rows = [
    ['provisioned', found.provisioned ? 'yes' : 'no (engine up --provision)'],
    ['running', found.running ? `yes, ${found.version}, process ${found.pid}` : 'no'],
    ['DOCKER_HOST', `unix://${found.socket}`],
    [
      'data',
      `${found.dataRoot}${found.dataRootBytes === undefined ? '' : `, ${formatBytes(found.dataRootBytes)}`}`,
    ],
    ['log', found.logFile],
  ] as const;
  const table: ShownTable = {
    cells: { head: ['what', 'state'], rows },
    drawn: () => rows.map(([what, state]) => `${what.padEnd(13)}${state}\n`).join(''),
  };
  printReport({ data: found, tables: [table] }, job, context);
  return 0;
}

const progress =
  (job: Pick<EngineJob, 'quiet'>, { stderr }: CommandContext) =>
  (text: string): void => {
    if (!job.quiet) writeWords(stderr, text);
  };
