import { expect, onTestFinished, test, vi } from 'vitest';
import { FakeEngine } from '../../src/engine/fake/fake-engine.ts';
import { projectFolder } from '../../src/project/project-folder.fixture.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';

const { stagebench, results } = useFakeCli();

test('each image is asked at the port that its own Dockerfile names', async () => {
  const dockerfile = 'FROM debian:trixie-slim\nCOPY . /\nEXPOSE 3000\n';
  const root = projectFolder({
    ...{ 'a.js': '', Dockerfile: dockerfile, 'dev.Dockerfile': dockerfile.replace('3000', '3001') },
  });
  const created = vi.spyOn(FakeEngine.prototype, 'createContainer');
  onTestFinished(() => created.mockRestore());
  const { exitCode, stderr } = await stagebench([
    ...['run', '--engine', 'fake', '--project', root, '--results', results()],
    ...['--scenarios', 'cold', '--rounds', '1'],
  ]);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/port +3000, 3001 of dev/)]);
  const asked = created.mock.calls.map(([{ image, port }]) => `${/default|dev/.exec(image)?.[0]} ${port}`);
  expect(new Set(asked)).toEqual(new Set(['default 3000', 'dev 3001']));
});
