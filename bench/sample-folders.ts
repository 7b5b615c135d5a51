import path from 'node:path';
import type { AppDefinition } from '../src/domain/definitions/app.ts';
import type { Arm } from '../src/domain/definitions/arm.ts';
import { control, type Variant } from '../src/domain/run/plan.ts';

/** Folder of an app's build context. */
export const contextOf = (
  root: string,
  { id, context, folder }: Pick<AppDefinition, 'id' | 'context' | 'folder'>,
): string => path.join(root, folder ?? path.join('sample-apps', id), context);

/** The folder of the control: its Dockerfile and, beside it, its context. */
export const controlFolder = (root: string): string => path.join(root, 'bench', 'control');

/** `arm`: what is built, where it is no strategy as it is. */
export function dockerfileOf(
  root: string,
  { app, strategy }: Variant,
  arm?: Pick<Arm, 'dockerfile' | 'dockerfilesOf'>,
): string {
  if (app === control.app) return path.join(controlFolder(root), 'Dockerfile');
  if (arm?.dockerfile !== undefined) return path.join(root, arm.dockerfile(app));
  return path.join(root, 'strategies', arm?.dockerfilesOf ?? strategy, `${app}.Dockerfile`);
}
