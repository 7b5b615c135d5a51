import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DockerfileStep } from '../dockerfile/dockerfile-steps.ts';
import { reachedSteps } from '../dockerfile/reached-steps.ts';
import type { AppDefinition } from '../domain/definitions/app.ts';
import type { Experiment, Twin } from '../domain/definitions/experiment.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { BuildRequest } from '../engine/engine.ts';
import type { FakeWorld } from './fake-world.ts';

/** Which steps the fake engine runs again: those that the strategy says an edit re-runs, if the context is edited. */
export function changedSteps({
  apps,
  strategies,
  experiments = [],
  contextOf,
}: FakeWorld): (request: BuildRequest) => (step: DockerfileStep) => boolean {
  const twins = new Map(experiments.flatMap((one) => twinsByFile(one, apps)));
  return ({ dockerfile, contextDir }) => {
    const project = apps.find((app) => variantOf(app, dockerfile) !== undefined);
    if (project !== undefined) {
      const kind = editedKind(project, contextOf(project), contextDir);
      if (kind === undefined) return reachedSteps([]);
      const declared = strategies.find(({ id }) => id === variantOf(project, dockerfile))?.reruns[project.id];
      // Where nobody has said what the edit re-runs: all that follows what is copied.
      return reachedSteps(declared?.[kind] ?? ['COPY', 'ADD']);
    }
    const [twin, own] = [...twins].find(([file]) => dockerfile.endsWith(`/${file}`))?.[1] ?? [];
    if (twin !== undefined && own !== undefined) {
      const kind = editedKind(own, contextOf(own), contextDir);
      return reachedSteps((kind && twin.reruns[own.id]?.[kind]) ?? []);
    }
    const app = apps.find(({ id }) => id === path.basename(dockerfile, '.Dockerfile'));
    const strategy = strategies.find(({ id }) => id === path.basename(path.dirname(dockerfile)));
    const kind = app && editedKind(app, contextOf(app), contextDir);
    const reruns = app && kind && strategy?.reruns[app.id]?.[kind];
    return reachedSteps(reruns ?? []);
  };
}

/** Of a project. */
const variantOf = ({ project }: AppDefinition, dockerfile: string): string | undefined =>
  Object.entries(project?.variants ?? {}).find(([, variant]) => variant.dockerfile === dockerfile)?.[0];

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

/** By the path of its Dockerfile in the checkout: a twin, and the app that it is built of there. */
function twinsByFile(
  { twins, apps: ofExperiment = [] }: Experiment,
  apps: readonly AppDefinition[],
): [string, [Twin, AppDefinition]][] {
  return twins.flatMap((twin) =>
    [...apps, ...ofExperiment]
      .filter(({ id }) => twin.apps.includes(id))
      .flatMap((app): [string, [Twin, AppDefinition]][] =>
        twin.dockerfile === undefined ? [] : [[twin.dockerfile(app.id), [twin, app]]],
      ),
  );
}
