import { StagebenchError } from '../../../src/domain/errors.ts';
import { unknownName } from '../../../src/plan/select.ts';
import { selection } from '../../../src/plan/selection.ts';
import type { Known } from '../../command-spec.ts';
import type { BasesJob } from '../../commands/bases/run.ts';
import type { BasesValues } from '../../commands/bases/options.ts';

const actions = ['list', 'build'] as const;

/** Throws USAGE for another action, and what `selection` throws. */
export function basesJob(
  values: BasesValues & { readonly action: string },
  { definitions }: Known,
): BasesJob {
  const action = actions.find((name) => name === values.action);
  if (action === undefined)
    throw new StagebenchError('USAGE', unknownName('bases action', values.action, actions));
  const { apps, strategies, engine, provision, bases, json, quiet } = values;
  return {
    ...{ action, json, quiet },
    selected: selection(definitions, { apps, strategies }),
    engine: { engine, provision },
    bases: { source: bases, caBundle: values['ca-bundle'] },
  };
}
