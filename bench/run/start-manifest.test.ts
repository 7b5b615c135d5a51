import { expect, test } from 'vitest';
import type { RunValues } from './run-values.ts';
import { recordedOptions } from './start-manifest.ts';

test('every option of a run is recorded, and nothing else that the parser gives', () => {
  const values = {
    ...{ apps: ['go'], strategies: undefined, scenarios: undefined, rounds: 3, seed: undefined, json: false },
    ...{ engine: 'fake', provision: false, quiet: true, results: 'results', bases: 'auto' },
    ...{ 'ca-bundle': '/ca.pem', 'dry-run': false, 'keep-images': false, 'keep-logs': true },
    ...{ _: ['run'], $0: 'stagebench' },
  } as unknown as RunValues;
  expect(recordedOptions(values)).toEqual({
    ...{ apps: ['go'], rounds: 3, json: false, engine: 'fake', provision: false, quiet: true },
    ...{ results: 'results', bases: 'auto', 'ca-bundle': '/ca.pem', 'dry-run': false },
    ...{ 'keep-images': false, 'keep-logs': true },
  });
});
