import { expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';

const { run, onlyRun } = useFakeCli();

test('a run records the load of its machine before it; the fake engine, which measures nothing, warns of none', async () => {
  const { stderr } = await run({}, '--scenarios', 'cold');
  expect((await onlyRun()).manifest.machine).toMatchObject({ loadAverage: expect.any(Number) });
  expect(stderr).not.toContain('busy');
});
