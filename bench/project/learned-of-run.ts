import type { Health } from '../../src/domain/definitions/health.ts';
import { masked } from '../../src/domain/masked.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import type { Learned } from '../../src/measure/learned.ts';
import type { RunFolder } from '../../src/record/run-folder/run-folder.ts';

/** Keeps what is learned of a project in run.json, so that a run that goes on demands the same. */
export function learnedOfRun(
  folder: Pick<RunFolder, 'manifest' | 'update'>,
  note: (text: string) => void,
  secrets: readonly string[] = [],
): Learned {
  const project = () => {
    const { project: found } = folder.manifest;
    if (found === undefined) throw new Error('this run measures no project');
    return found;
  };
  let ofBase: Health | undefined;
  return {
    kept: (instruction) => masked(instruction, secrets),
    rerunsOf: (variant, edit) => project().reruns?.[variantId(variant)]?.[edit],
    health: (isBase) => (isBase ? ofBase : (project().health as Health | undefined)),
    learnReruns: async (variant, edit, steps) => {
      const { reruns = {}, ...rest } = project();
      const id = variantId(variant);
      await folder.update({
        project: { ...rest, reruns: { ...reruns, [id]: { ...reruns[id], [edit]: [...steps] } } },
      });
      note(
        `learned: edit-${edit} of ${variant.strategy} re-runs ${steps.length === 0 ? 'no step' : steps.join('; ')}`,
      );
    },
    learnHealth: async (health, isBase) => {
      // A run of two commits never goes on.
      if (isBase) ofBase = health;
      else await folder.update({ project: { ...project(), health } });
      note(`learned: it works if ${signText(health)}`);
    },
  };
}

function signText(health: Health): string {
  switch (health.kind) {
    case 'answers':
      return `${health.path} answers`;
    case 'listens':
      return 'its port takes connections';
    case 'runs':
      return 'it still runs after 2 s, or ends with exit code 0';
    case 'image':
      return 'its HEALTHCHECK succeeds';
  }
}
