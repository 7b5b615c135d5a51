import path from 'node:path';
import { execa } from 'execa';
import { expect, inject, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';

const suites = [
  { app: 'go', base: 'golang:1.26-trixie', command: 'go vet ./... && go test ./...' },
  { app: 'node', base: 'node:24-trixie-slim', command: 'npm ci --no-fund --no-audit && npm test' },
  {
    app: 'python',
    base: 'python:3.13-trixie',
    command:
      'pip install --quiet -r requirements-build.txt && pip install --quiet --no-build-isolation -r requirements.txt -r requirements-dev.txt && python -m pytest',
  },
] as const;

const itg = inject('itg');
/** Bases that are on the engine already; only Go's is there for certain. */
const present = new Map<string, string>(Object.entries(itg?.bases ?? {}));
if (itg !== undefined) {
  for (const { base } of suites) {
    const ids = await dockerOn(itg.endpoint)(
      'images',
      '--quiet',
      '--filter',
      `label=stagebench.base=${base}`,
    );
    const [id] = ids.split('\n');
    if (id && !present.has(base)) present.set(base, id);
  }
}

describeWithEngine("an app's own tests pass in its language's base", ({ endpoint }) => {
  for (const { app, base, command } of suites) {
    const image = present.get(base);
    const title = image === undefined ? `${app} (NOT RUN: ${base} is not on the engine)` : app;
    test.skipIf(image === undefined)(title, async () => {
      const result = await execa(
        'docker',
        [
          ...[
            'run',
            '--rm',
            '--network=host',
            `--volume=${path.join(rootFolder, 'sample-apps', app)}:/app:ro`,
          ],
          ...[
            image ?? '',
            'sh',
            '-ec',
            `cp -r /app /tmp/app; cd /tmp/app; rm -rf node_modules dist; ${command}`,
          ],
        ],
        { env: { ...endpoint.environment, DOCKER_HOST: endpoint.host }, all: true, reject: false },
      );
      expect(result.exitCode, result.all).toBe(0);
    });
  }
});
