import path from 'node:path';
import type { AppDefinition } from '../src/domain/definitions/app.ts';
import { control, type Variant } from '../src/domain/run/plan.ts';

/** Folder of an app's build context. */
export const contextOf = (root: string, { id, context }: Pick<AppDefinition, 'id' | 'context'>): string =>
  path.join(root, 'sample-apps', id, context);

/** The folder of the control: its Dockerfile and, beside it, its context. */
export const controlFolder = (root: string): string => path.join(root, 'bench', 'control');

export function dockerfileOf(root: string, { app, strategy }: Variant): string {
  if (app === control.app) return path.join(controlFolder(root), 'Dockerfile');
  return path.join(root, 'strategies', strategy, `${app}.Dockerfile`);
}
