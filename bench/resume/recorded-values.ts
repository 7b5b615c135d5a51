import { StagebenchError } from '../../src/domain/errors.ts';
import type { RunManifest } from '../../src/record/manifest.ts';
import { options } from '../options.ts';
import type { RunValues } from '../run/run-values.ts';

/**
 * The options of a run as its run.json has them: a session that goes on does what they say. Throws RESULTS_UNREADABLE for a
 * value that no command line could have given.
 */
export function recordedValues({ runId, options: recorded }: RunManifest): RunValues {
  for (const [name, value] of Object.entries(recorded)) {
    if (!Object.hasOwn(options, name) || fits(name as keyof typeof options, value)) continue;
    throw new StagebenchError(
      'RESULTS_UNREADABLE',
      `run.json of run ${runId}, field "options.${name}": ${JSON.stringify(value)} is no value of --${name}.`,
    );
  }
  return recorded as unknown as RunValues;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isAmount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

function fits(name: keyof typeof options, value: unknown): boolean {
  const option = options[name];
  if ('choices' in option) return option.choices.some((choice) => choice === value);
  switch (option.type) {
    case 'list':
      return Array.isArray(value) && value.every(isText);
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
    case 'maybe-string':
    case 'file':
      return isText(value);
    case 'whole-number':
      return isAmount(value) && Number.isSafeInteger(value);
    case 'duration':
    case 'share':
    case 'rate':
      return isAmount(value);
  }
}
