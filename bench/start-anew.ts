import { flushCompileCache, getCompileCacheDir } from 'node:module';

/** Set in the process that follows, which would else be followed, too: why it was started, and the settings that came with it. */
const mark = 'STAGEBENCH_STARTED_ANEW';

/**
 * Of the allocator of glibc (https://man7.org/linux/man-pages/man3/mallopt.3.html), which reads them once. Chunks of images then have pages
 * of their own, that go back to the system with them: after 72 cells and the extras of 5 images, 54 MB were kept for 20 MB that were in
 * use. `bench/package/stagebench.ts` has the same in its first line.
 */
const allocator = {
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_ARENA_MAX: '2',
};

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
 * Before a run of hours, this process is replaced by one with the same words, standard streams and number, whose allocator keeps less; and
 * once more, if the types of any of its files had to be stripped, by one that finds all of them compiled. It holds about 15 MB less for
 * each of both. What it starts itself has the environment that somebody gave to it.
 */
export async function startAnew([command = '', ...words]: readonly string[]): Promise<void> {
  const [why, ...settings] = process.env[mark]?.split(' ') ?? [];
  for (const name of [mark, ...settings]) Reflect.deleteProperty(process.env, name);
  const load = Object.hasOwn(whole, command) ? whole[command] : undefined;
  if (load === undefined || ['--help', '--dry-run'].some((word) => words.includes(word))) return;
  if (why === undefined) replace('allocator');
  if (why === 'compiled' || getCompileCacheDir() === undefined) return;
  await Promise.all([import('./main.ts'), load()]);
  // Node's own list. What strips types is loaded once a file is not in the compile cache, and is never given back.
  const { moduleLoadList } = process as { readonly moduleLoadList?: readonly string[] };
  if (moduleLoadList?.some((name) => name.includes('internal/deps/amaro/dist')) !== true) return;
  flushCompileCache();
  replace('compiled');
}

/** Comes back only where a process cannot be replaced. */
function replace(why: 'allocator' | 'compiled'): void {
  const settings = Object.entries(allocator).filter(([name]) => process.env[name] === undefined);
  process.execve?.(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    ...process.env,
    ...Object.fromEntries(settings),
    [mark]: [why, ...settings.map(([name]) => name)].join(' '),
  });
}
