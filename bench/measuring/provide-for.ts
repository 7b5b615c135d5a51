import type { ResolvedBase } from '../../src/domain/image/base.ts';
import type { BasesChoice, ProjectJob } from '../../src/domain/run/job.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { provideBases, provideFormerBases } from '../../src/lease/provide-bases.ts';
import { provideMapped } from '../project/provide-mapped.ts';
import type { CommandContext } from '../context.ts';
import type { VariantFile } from '../definitions.ts';

/** Provides the bases of today, and of variants that are built as they were, those of then. Throws also BASE_GONE. */
export async function provideFor(
  files: readonly VariantFile[],
  engine: Engine,
  choice: BasesChoice,
  context: CommandContext,
  progress: Parameters<typeof provideBases>[4],
  project?: ProjectJob,
): Promise<{ readonly bases: ResolvedBase[]; readonly files: readonly VariantFile[] }> {
  const ofToday = files.filter(({ past }) => past?.digests === undefined);
  const bases = await provideMapped(ofToday, project?.mapped, (all) =>
    provideBases(all, engine, choice, context, progress),
  );
  const whole: VariantFile[] = [];
  for (const file of files) {
    const { past } = file;
    if (past?.digests === undefined) whole.push(file);
    else {
      const { names, buildNames } = file.bases;
      const { digests } = past;
      const isNew = (name: string): boolean => past.mayUseToday && !digests.has(name);
      const former = names.filter((name) => !isNew(name));
      const all = [
        ...(await provideFormerBases(
          { names: former, buildNames },
          digests,
          engine,
          choice,
          context,
          progress,
        )),
        ...(await provideBases(
          [{ bases: { ...file.bases, names: names.filter(isNew) } }],
          engine,
          choice,
          context,
          progress,
        )),
      ];
      whole.push({ ...file, past: { ...past, bases: all } });
    }
  }
  return { bases, files: whole };
}
