import type { Clock } from '../../src/domain/clock.ts';
import type { Project } from '../../src/domain/definitions/project.ts';
import { containerLabel } from '../../src/domain/labels.ts';
import type { RunJob } from '../../src/domain/run/job.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { withServices, type ProvidedService } from '../../src/inspect/start/with-services.ts';
import { provideBases } from '../../src/lease/provide-bases.ts';
import type { CommandContext } from '../context.ts';
import type { VariantFile } from '../definitions.ts';
import { provideMapped } from './provide-mapped.ts';
import { provideServices } from './provide-services.ts';

type Services = ReadonlyMap<Project, readonly ProvidedService[]>;

/**
 * The images of the services of each project of a run: two where two commits are measured. A base that is mapped for variants is mapped for
 * services, too. Throws SERVICE_IMAGE.
 */
export async function servicesOfRun(
  files: readonly VariantFile[],
  { project: asked, bases: choice }: Pick<RunJob, 'project' | 'bases'>,
  engine: Engine,
  context: CommandContext,
  progress: Parameters<typeof provideBases>[4],
): Promise<Services> {
  const apps = [...context.definitions.apps, ...files.flatMap(({ past }) => past?.app ?? [])];
  const provided = new Map<Project, readonly ProvidedService[]>();
  if (engine.kind === 'none') return provided;
  for (const { project } of apps) {
    if (project?.start.services === undefined || provided.has(project)) continue;
    const services = await provideServices(project.start.services, {
      ...{ engine, signal: context.signal, note: progress.note },
      provideBases: (bases) =>
        provideMapped([{ bases }], asked?.mapped, (all) =>
          provideBases(all, engine, choice, context, progress),
        ),
    });
    provided.set(project, services);
  }
  return provided;
}

/** Starts the services once, and removes them again: one that does not start would fail every image. Throws SERVICE_NOT_READY. */
export async function tryServices(
  runId: string,
  services: Services,
  { engine, clock }: { readonly engine: Engine; readonly clock: Clock },
  signal: AbortSignal,
  tell: (text: string) => void,
): Promise<void> {
  for (const each of services.values()) {
    tell(`starting ${each.map(({ name }) => name).join(', ')}`);
    const around = { labels: { [containerLabel]: runId }, clock, signal };
    await withServices(engine, each, around, () => Promise.resolve());
  }
}
