import { expect, test } from 'vitest';
import { findBuilder } from './find-builder.ts';
import { scriptedClient } from './scripted-client.fixture.ts';

const client = (script: string, answerMs?: number) => ({
  ...scriptedClient(script, answerMs).client,
  name: 'oen',
});

const describes = (...nodes: readonly string[]): string =>
  `printf 'Name: one\\nDriver: remote\\n\\nNodes:\\n${nodes.join('\\n')}\\n'`;
const node = (name: string, endpoint: string, status: string): string =>
  `Name: ${name}\\nEndpoint: ${endpoint}\\nStatus: ${status}\\nBuildKit version: v0.26.2`;

test('a builder is known by its driver and its BuildKit; where it is, is told by no more than a digest', async () => {
  const here = await findBuilder(client(describes(node('one0', 'unix:///a', 'running'))));
  expect(here).toMatchObject({ driver: 'remote', version: 'v0.26.2', nodes: 1 });
  expect(JSON.stringify(here)).not.toContain('unix');
  const there = await findBuilder(client(describes(node('one0', 'unix:///b', 'running'))));
  expect(there.id).not.toBe(here.id);
});

test('one that is not there is told with the nearest name and with all', async () => {
  const asked = findBuilder(
    client(
      `if [ "$2" = ls ]; then printf 'NAME/NODE\\none\\n \\\\_ one0\\ndefault*\\n'; else echo 'ERROR: no builder "oen" found' >&2; exit 1; fi`,
    ),
  );
  await expect(asked).rejects.toMatchObject({
    code: 'BUILDER_NOT_FOUND',
    message: 'There is no builder "oen". Did you mean "one"? There are: one, default.',
  });
});

test.each([
  [
    'one node that sleeps among others',
    describes(node('one0', 'unix:///a', 'running'), node('one1', 'unix:///b', 'inactive')),
    'Builder "oen" cannot build: node one1 is inactive.',
  ],
  [
    'a node of a context that is gone',
    describes('Name: one0\\nEndpoint: far\\nError: context not found'),
    'Builder "oen" cannot build: node one0 does not answer (context not found).',
  ],
  ['no nodes', describes(), 'Builder "oen" cannot build: it has no nodes.'],
  [
    'buildx failing in another way',
    'echo "ERROR: no permission" >&2; exit 1',
    'Builder "oen" cannot build: no permission.',
  ],
])('%s is refused before the first build', async (_, script, message) => {
  await expect(findBuilder(client(script))).rejects.toMatchObject({ code: 'BUILDER_UNREACHABLE', message });
});

test('a context that hangs is given up', async () => {
  const hangs = findBuilder(client('exec sleep 1000', 200));
  await expect(hangs).rejects.toMatchObject({
    code: 'BUILDER_UNREACHABLE',
    message: 'Builder "oen": `docker buildx inspect oen` did not end within 0.2 s.',
  });
});
