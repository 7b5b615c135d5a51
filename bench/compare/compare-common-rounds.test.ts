import { expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun } from '../../src/record/recorded-run.fixture.ts';

const { results } = useFakeCli();
const compare = (...words: string[]) => stagebench(['compare', ...words, '--results', results()]);

test('medians of one run are of the rounds that both cells have; where those of a report are others it is said', async () => {
  const times = { 'go/slim/cold': [1000, 1400, 1800], 'go/alpine/cold': [1000, 1400] };
  writeRun(results(), { runId: 'r1', times });
  const { stdout, stderr } = await compare('r1:go/slim/cold', 'r1:go/alpine/cold');
  expect(stdout).toMatch(/ 1\.2 s +1\.2 s /);
  expect(stderr).toContain(
    'medians here are over the 2 rounds that A and B have in common; `report` uses all rounds',
  );
  expect((await stagebench(['report', '--run', 'r1', '--results', results()])).stdout).toMatch(
    /^go +slim +1\.4 s \(1\.0–1\.8\)/m,
  );
});
