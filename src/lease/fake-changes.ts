import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DockerfileStep } from '../dockerfile/dockerfile-steps.ts';
import { reachedSteps } from '../dockerfile/reached-steps.ts';
import type { AppDefinition } from '../domain/definitions/app.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { BuildRequest } from '../engine/engine.ts';
import type { FakeWorld } from './fake-world.ts';

/** Which steps the fake engine runs again: those that the strategy says an edit re-runs, if the context is edited. */
export function changedSteps({
  apps,
  strategies,
  contextOf,
}: FakeWorld): (request: BuildRequest) => (step: DockerfileStep) => boolean {
  return ({ dockerfile, contextDir }) => {
    const app = apps.find(({ id }) => id === path.basename(dockerfile, '.Dockerfile'));
    const strategy = strategies.find(({ id }) => id === path.basename(path.dirname(dockerfile)));
    const kind = app && editedKind(app, contextOf(app), contextDir);
    const reruns = app && kind && strategy?.reruns[app.id]?.[kind];
    return reachedSteps(reruns ?? []);
  };
}

/** The kind of the first edit one of whose files is not as in the app's own folder. */
function editedKind(app: AppDefinition, original: string, copy: string) {
  const text = (folder: string, file: string): string => {
    try {
      return readFileSync(path.join(folder, file), 'utf8');
    } catch (error) {
      // Somebody may change the apps while a run goes on.
      const why = `The files of ${app.id} cannot be read: ${(error as Error).message}.`;
      throw new StagebenchError('EDIT_FAILED', why, { cause: error });
    }
  };
  return app.edits.find(({ files }) => files.some((file) => text(original, file) !== text(copy, file)))?.kind;
}
