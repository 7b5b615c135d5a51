import { StagebenchError } from '../../../src/domain/errors.ts';
import { findRun, itself } from '../../../src/record/find/find-run.ts';
import { formats } from '../../../src/report/formats/index.ts';
import { markedTables } from '../../../src/report/page/render-marker.ts';
import { tables } from '../../../src/report/tables/index.ts';
import type { CommandSpec } from '../../command-spec.ts';
import type { CommandContext } from '../../context.ts';
import { pageSources } from '../../pages/page-sources.ts';

export interface TableJob {
  readonly name: string;
  /** As a marker has them, but for that of the run. */
  readonly keys: ReadonlyMap<string, string>;
  readonly format: string;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Its folder, its id, or `latest`; the newest finished one if undefined. */
  readonly run: string | undefined;
}

/** Prints one table as a page would have it, in any format. */
export async function table(
  job: TableJob,
  context: CommandContext & { readonly commands: readonly CommandSpec[] },
): Promise<number> {
  const { name, format } = job;
  const keys = new Map(job.keys);
  if (job.run !== undefined) keys.set('run', await itself(await findRun(job.run, job.results)));
  const sources = pageSources(job, context)('.');
  await refuseChart(name);
  const asked = await markedTables({ name, words: [], keys }, sources.tables, `table ${name}`).catch(asUsage);
  const printed = formats.find(({ id }) => id === format);
  if (printed === undefined) throw new Error(`no format ${format}`);
  context.stdout.write(
    `${printed.print({ tables: asked, standAlone: true }, context.stdout.columns || Infinity).trimEnd()}\n`,
  );
  return 0;
}

/** A chart is known by its name, too, unless a table has the same one. */
async function refuseChart(name: string): Promise<void> {
  const { charts } = await import('../../../src/report/charts/drawn/index.ts');
  const isTable = tables.some(({ id }) => id === name);
  if (name !== 'chart' && (isTable || !charts.some(({ id }) => id === name))) return;
  const which = name === 'chart' ? 'NAME' : name;
  throw new StagebenchError(
    'USAGE',
    `${name === 'chart' ? 'A chart' : `${name} is a chart, and a chart`} is a file: \`stagebench tables\` writes it beside a page that has its marker, ` +
      `<!-- stagebench:chart ${which} app=APP file=${which}.svg -->.`,
  );
}

/** Here the keys are options: nobody has a marker to mend. */
function asUsage(error: unknown): never {
  if (!(error instanceof StagebenchError) || error.code !== 'MARKER_UNREADABLE') throw error;
  throw new StagebenchError('USAGE', error.message, { cause: error });
}
