import { StagebenchError } from '../../../src/domain/errors.ts';
import { unknownName } from '../../../src/plan/select.ts';
import { selection } from '../../../src/plan/selection.ts';
import type { Known } from '../../command-spec.ts';
import type { BasesJob } from '../../commands/bases/run.ts';
import type { basesOptions } from '../run-options.ts';
import type { Values } from '../values.ts';

const actions = ['list', 'build'] as const;

type BasesValues = Values<(typeof basesOptions)[number]> & { readonly action: string };

/** Throws USAGE for another action, and what `selection` throws. */
export function basesJob(values: BasesValues, { definitions }: Known): BasesJob {
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
