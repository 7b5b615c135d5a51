import { expect, test } from 'vitest';
import { selection } from '../../../src/plan/selection.ts';
import { definitions } from '../../registry.ts';
import type { RunValues } from '../../commands/run/options.ts';
import { runJob } from './run-job.ts';

test('every option of a run is recorded, and nothing else that the parser gives', () => {
  const values = {
    ...{ apps: ['go'], strategies: undefined, scenarios: undefined, rounds: 3, seed: undefined, json: false },
    ...{ engine: 'fake', provision: false, quiet: true, results: 'results', bases: 'auto' },
    ...{ 'ca-bundle': '/ca.pem', 'dry-run': false, 'keep-images': false, 'keep-logs': true },
    ...{ _: ['run'], $0: 'stagebench' },
  } as unknown as RunValues;
  expect(runJob(values, selection(definitions, {})).options).toEqual({
    ...{ apps: ['go'], rounds: 3, json: false, engine: 'fake', provision: false, quiet: true },
    ...{ results: 'results', bases: 'auto', 'ca-bundle': '/ca.pem', 'dry-run': false },
    ...{ 'keep-images': false, 'keep-logs': true },
  });
});
