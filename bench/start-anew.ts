import { flushCompileCache, getCompileCacheDir } from 'node:module';

/** Set in the process that follows, which would else be followed, too, where nothing can be kept compiled. */
const mark = 'STAGEBENCH_STARTED_ANEW';

/** All that may be loaded while one of these measures for hours, each of which is loaded where it is wanted. */
const whole: Readonly<Record<string, () => Promise<unknown>>> = {
  run: () =>
    Promise.all([
      import('./arguments/resolve/run-request.ts'),
      import('./commands/run/run.ts'),
      import('./measuring/measure-plan.ts'),
      import('./resume/resume-run.ts'),
      import('./project/open-project.ts'),
      import('./arguments/resolve/shard-job.ts'),
      import('./arguments/resolve/claims-left.ts'),
      import('../src/record/find/find-resumable.ts'),
      import('../src/record/run-folder/finish-end.ts'),
      import('../src/record/run-folder/lock-run-folder.ts'),
      import('../src/record/csv/resaved-rows.ts'),
      import('../src/schedule/extend-run.ts'),
      import('../src/schedule/earlier-costs.ts'),
      import('../src/report/terminal/forecast-table.ts'),
      import('../src/report/terminal/plan-time-table.ts'),
      import('../src/engine/private/registry/provision-registry.ts'),
      import('../src/engine/private/registry/start-registry.ts'),
      import('../src/engine/docker/transfer/registry-container.ts'),
    ]),
  nightly: () =>
    Promise.all([
      import('./arguments/resolve/nightly-request.ts'),
      import('./commands/nightly/run.ts'),
      import('./measuring/measure-plan.ts'),
      import('./sides/ask-again.ts'),
      import('./sides/name-differences.ts'),
    ]),
};

/**
 * Before a run of hours: if the types of any of its files had to be stripped, the files are compiled now, and this process is replaced by
 * one that finds them so, with the same words, standard streams and number. It holds about 15 MB less for all those hours.
 */
export async function startAnewIfStripped([command = '', ...words]: readonly string[]): Promise<void> {
  const isSecond = process.env[mark] !== undefined;
  Reflect.deleteProperty(process.env, mark);
  const load = Object.hasOwn(whole, command) ? whole[command] : undefined;
  if (isSecond || load === undefined || getCompileCacheDir() === undefined) return;
  if (['--help', '--dry-run'].some((word) => words.includes(word))) return;
  await Promise.all([import('./main.ts'), load()]);
  // Node's own list. What strips types is loaded once a file is not in the compile cache, and is never given back.
  const { moduleLoadList } = process as { readonly moduleLoadList?: readonly string[] };
  const isStripped = moduleLoadList?.some((name) => name.includes('internal/deps/amaro/dist'));
  if (isStripped !== true || process.execve === undefined) return;
  flushCompileCache();
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, again, { ...process.env, [mark]: '1' });
}
