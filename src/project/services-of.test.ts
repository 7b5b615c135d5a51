import path from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder, requestOf } from './project-folder.fixture.ts';
import { readProject } from './read-project.ts';

const read = (services: unknown) =>
  readProject(
    requestOf(
      projectFolder({
        Dockerfile: 'FROM a\nEXPOSE 80\n',
        'db/Dockerfile': 'FROM b\n',
        'stagebench.json': JSON.stringify({ services }),
      }),
    ),
  );

test('services come from stagebench.json, in their order', async () => {
  const { app, variants } = await read({
    db: {
      dockerfile: 'db/Dockerfile',
      ...{ args: { V: '1' }, environment: { PASSWORD: 'x' }, port: 5432 },
      ready: { command: ['pg_isready'] },
    },
    cache: { image: 'redis:8', port: 6379, timeoutSeconds: 5 },
    mail: { image: 'mail', command: ['serve'], port: 8025, ready: { path: '/', status: 204 } },
    queue: { image: 'queue', ready: 'runs' },
  });
  const { root, start } = app.project;
  const folder = path.join(root, 'db');
  expect(start.services).toEqual([
    {
      ...{ name: 'db', timeoutMs: 60_000, environment: { PASSWORD: 'x' }, port: 5432 },
      build: { dockerfile: path.join(folder, 'Dockerfile'), context: folder, args: { V: '1' } },
      ready: { kind: 'command', command: ['pg_isready'] },
    },
    { name: 'cache', image: 'redis:8', port: 6379, timeoutMs: 5000, ready: { kind: 'listens' } },
    {
      ...{ name: 'mail', image: 'mail', command: ['serve'], port: 8025, timeoutMs: 60_000 },
      ready: { kind: 'answers', path: '/', status: 204 },
    },
    { name: 'queue', image: 'queue', timeoutMs: 60_000, ready: { kind: 'runs' } },
  ]);
  // That of the database is no variant of the app.
  expect(variants.map(({ title }) => title)).toEqual(['Dockerfile']);
});

test('a project without services has none', async () => {
  expect((await read({})).app.project.start).not.toHaveProperty('services');
});

test.each<[string, unknown, RegExp]>([
  ['a slip of the pen', { imag: 'x', port: 1 }, /there is no field "imag"\. Did you mean "image"\?/],
  ['one in ready', { image: 'x', ready: { comand: ['a'] } }, /"comand"\. Did you mean "command"\?/],
  ['no image', { port: 1 }, /it has to name either an image or a dockerfile/],
  ['both', { port: 1, image: 'x', dockerfile: 'db/Dockerfile' }, /either an image or a dockerfile/],
  ['nothing that shows it', { image: 'x' }, /1:19: nothing says when it is ready\. Name its port, or ready/],
  ['a path and no port', { image: 'x', ready: '/' }, /nothing says the port at which it is asked/],
  [
    'a path and a command',
    { image: 'x', ready: { path: '/', command: ['a'] } },
    /either a path or a command/,
  ],
  [
    'no such Dockerfile',
    { port: 1, dockerfile: 'x' },
    /1:19: There is no Dockerfile x .* There are: .*db\/Dockerfile/,
  ],
  ['a context outside', { port: 1, dockerfile: 'db/Dockerfile', context: '..' }, /it lies outside/],
  ['no such context', { port: 1, dockerfile: 'db/Dockerfile', context: 'no' }, /there is no folder no in/],
])('%s is an error', async (_, said, message) => {
  await expect(read({ db: said })).rejects.toThrow(message);
});

test('a name is one that a machine may have', async () => {
  await expect(read({ 'my db': { image: 'x', port: 1 } })).rejects.toThrow(
    /1:22: "my db" cannot be the name/,
  );
});
