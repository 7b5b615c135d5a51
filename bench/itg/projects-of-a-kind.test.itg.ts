import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import { rootFolder } from '../context.ts';
import { startCli } from './cli.fixture.ts';
import { lockWithUv } from './init-projects.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

interface Known {
  /** By variant, the step with which what edit-source re-runs begins. */
  readonly reruns: Readonly<Record<string, string>>;
  readonly users: Readonly<Record<string, string>>;
  readonly advice: RegExp;
  /** What was said once, and is wrong. */
  readonly no: string;
}

const projects: [string, Known][] = [
  [
    'pnpm-workspace',
    {
      reruns: { layered: '[build] COPY . .', simple: 'COPY . .' },
      users: { layered: 'node', simple: '' },
      advice:
        /10\.5 MB of .* pnpm-workspace\/simple: docker\/simple\.Dockerfile:5: .* only development needs \(\S+\/esbuild@0\.25\.11, …\)/,
      no: 'layered: docker/layered.Dockerfile:7',
    },
  ],
  [
    'python-asgi',
    {
      reruns: { plain: 'COPY . .', staged: '[build] COPY . .' },
      users: { plain: '', staged: 'app' },
      advice:
        /python-asgi\/plain: docker\/plain\.Dockerfile:7: edit-source re-runs `RUN uv sync --frozen --no-dev`: python-asgi\/staged keeps what the project depends on \(docker\/staged\.Dockerfile:6\)/,
      no: 'it needs the manifest and the lockfile alone',
    },
  ],
];

for (const [name, known] of projects)
  describeWithEngine(`a project as people have it: ${name}`, (itg) => {
    let above: string;
    let outcome: Awaited<ReturnType<typeof startCli>>;
    let run: Awaited<ReturnType<typeof recorded>>;

    beforeAll(async () => {
      above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-project-')));
      const project = path.join(above, name);
      await cp(path.join(import.meta.dirname, 'projects', name), project, { recursive: true });
      if (name === 'python-asgi')
        await lockWithUv(project, await DockerEngine.connect(itg.kind, itg.endpoint), itg);
      const results = path.join(above, 'rows');
      const words = [
        '--scenarios',
        'cold,edit-source',
        '--rounds',
        '1',
        '--bases',
        'local',
        '--results',
        results,
      ];
      outcome = await startCli(rootFolder, ['run', '--project', project, '--engine', itg.kind, ...words]);
      run = await recorded(results);
    });
    afterAll(() => rm(above, { recursive: true, force: true }));

    test('both Dockerfiles are built cold and after an edit, and their images work', () => {
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      expect(run.builds.map(({ state }) => state)).toEqual(Array(4).fill('built'));
      const images = run.images.map(({ strategy, healthy, user }) => [strategy, healthy, user ?? '']);
      expect(images.toSorted()).toEqual(
        Object.entries(known.users).map(([strategy, user]) => [strategy, true, user]),
      );
    });

    test('what the edit re-runs is learned', () => {
      const learned = Object.entries(run.manifest.project?.reruns ?? {}).map(([variant, { source = [] }]) => [
        variant.replace(/.*\//, ''),
        source[0],
      ]);
      expect(Object.fromEntries(learned)).toEqual(known.reruns);
    });

    test('its advice is right', () => {
      expect(outcome.stdout).toMatch(known.advice);
      expect(outcome.stdout).not.toContain(known.no);
    });
  });
