import path from 'node:path';
import type { AppDefinition } from '../src/domain/definitions/app.ts';
import type { Arm } from '../src/domain/definitions/arm.ts';
import type { ProjectVariant } from '../src/domain/definitions/project.ts';
import { control, type Variant } from '../src/domain/run/plan.ts';

/** Folder of an app's build context. */
export const contextOf = (
  root: string,
  { id, context, folder, project }: Pick<AppDefinition, 'id' | 'context' | 'folder' | 'project'>,
): string => project?.context ?? path.join(root, folder ?? path.join('sample-apps', id), context);

/** The folder of the control: its Dockerfile and, beside it, its context. */
export const controlFolder = (root: string): string => path.join(root, 'bench', 'control');

/** What a project says of one of its variants; undefined for a sample. */
export const projectVariant = (
  apps: readonly Pick<AppDefinition, 'id' | 'project'>[],
  { app, strategy }: Variant,
  arm?: Pick<Arm, 'dockerfilesOf'>,
): ProjectVariant | undefined =>
  apps.find(({ id }) => id === app)?.project?.variants[arm?.dockerfilesOf ?? strategy];

/** `arm`: what is built, where it is no strategy as it is. `apps`: a project among them has its Dockerfiles elsewhere. */
export function dockerfileOf(
  root: string,
  { app, strategy }: Variant,
  arm?: Pick<Arm, 'dockerfile' | 'dockerfilesOf'>,
  apps: readonly Pick<AppDefinition, 'id' | 'project'>[] = [],
): string {
  if (app === control.app) return path.join(controlFolder(root), 'Dockerfile');
  const own = projectVariant(apps, { app, strategy }, arm);
  if (own !== undefined) return own.dockerfile;
  if (arm?.dockerfile !== undefined) return path.join(root, arm.dockerfile(app));
  return path.join(root, 'strategies', arm?.dockerfilesOf ?? strategy, `${app}.Dockerfile`);
}
