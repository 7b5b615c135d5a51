import path from 'node:path';
import { expect, test } from 'vitest';
import { readProject } from '../../src/project/read-project.ts';
import { requestOf } from '../../src/project/project-folder.fixture.ts';

/**
 * Three projects as people have them. `project-services.test.itg.ts` builds the one in Go, and
 * `projects-of-a-kind.test.itg.ts` the others. The one in Python has no uv.lock here, which
 * would name the place of every file: `uv lock` makes it.
 */
const projects: [string, object][] = [
  [
    'go-and-database',
    {
      variants: { cached: 'docker/cached.Dockerfile', slim: 'docker/slim.Dockerfile' },
      ...{ deps: ['go.mod', 'go.sum'], port: 8090, health: 'answers', services: ['db'] },
    },
  ],
  [
    'pnpm-workspace',
    {
      variants: { layered: 'docker/layered.Dockerfile', simple: 'docker/simple.Dockerfile' },
      ...{ deps: ['package.json', 'pnpm-lock.yaml'], port: 3000, health: undefined, services: [] },
    },
  ],
  [
    'python-asgi',
    {
      variants: { plain: 'docker/plain.Dockerfile', staged: 'docker/staged.Dockerfile' },
      ...{ deps: ['pyproject.toml'], port: 8000, health: undefined, services: [] },
    },
  ],
];

test.each(projects)('of %s everything is known without being told twice', async (name, known) => {
  const root = path.join(import.meta.dirname, 'projects', name);
  const { app, variants } = await readProject(requestOf(root));
  const { port, health, services = [] } = app.project.start;
  expect({
    variants: Object.fromEntries(variants.map(({ id, title }) => [id, title]).toSorted()),
    deps: app.edits.find(({ kind }) => kind === 'deps')?.files.toSorted(),
    ...{ port, health: health?.kind, services: services.map((service) => service.name) },
  }).toEqual(known);
});
