import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import { dockerfileBases } from '../../src/dockerfile/dockerfile-bases.ts';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import type { AppAnswer, AppContainer, Engine } from '../../src/engine/engine.ts';
import { provideBases } from '../../src/lease/provide-bases.ts';
import { initFiles } from '../../src/project/init/init-files.ts';
import { openProject } from '../../src/project/init/project-folder.ts';
import { strategyIds, type StrategyId } from '../../src/project/init/strategy-ids.ts';
import { writeNewFiles } from '../../src/project/init/write-files.ts';
import { rootFolder, systemClock } from '../context.ts';
import { dockerOn } from './docker-state.fixture.ts';
import type { ItgProvided } from './engine.setup.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';

/** A project that `init` is to understand without being told anything. */
export interface Project {
  readonly name: string;
  readonly from: string;
  /** Files that make it somebody's who has no Dockerfile yet. */
  readonly without?: readonly string[];
  readonly port: number;
  readonly health: string;
  readonly answers: RegExp;
  /** What a tool writes that needs the network. */
  readonly prepare?: (folder: string, engine: Engine, itg: ItgProvided) => Promise<void>;
}

const fixtures = path.join(rootFolder, 'src/project/init/fixtures');
const samples = path.join(rootFolder, 'sample-apps');

const fixture = (name: string, port: number, health: string, answers: RegExp): Project => ({
  ...{ name, port, health, answers },
  from: path.join(fixtures, name),
});

const sample = (name: string, port: number): Project => ({
  ...{
    name: `the sample app of ${name}`,
    port,
    health: '/health',
    answers: new RegExp(`"app":\\s*"${name}"`),
  },
  ...{ from: path.join(samples, name), without: ['.dockerignore', 'node_modules', 'dist', 'app.ts'] },
});

/** The lockfile of uv names the place of every file. So it is made where it is used, on the same base. */
export async function lockWithUv(folder: string, engine: Engine, itg: ItgProvided): Promise<void> {
  const dockerfile = path.join(folder, 'lock.Dockerfile');
  const from = 'python:3.13-trixie';
  const text = `FROM ${from}\nRUN pip install uv==0.13.9\nWORKDIR /lock\nCOPY pyproject.toml ./\nRUN uv lock --no-managed-python --system-certs\n`;
  writeFileSync(dockerfile, text);
  const tag = `stagebench-itg/init-lock-${process.pid}:1`;
  const [base] = await basesOf([text], engine);
  const built = await engine.build({
    ...{ contextDir: folder, dockerfile, tag, labels: {}, bases: new Map([[from, base?.ref ?? '']]) },
  });
  expect(built.state, built.rawLog.slice(-3000)).toBe('built');
  const docker = dockerOn(itg.endpoint);
  const container = await docker('create', tag);
  try {
    await docker('cp', `${container}:/lock/uv.lock`, folder);
  } finally {
    await docker('rm', container);
    await engine.removeImage(tag);
    rmSync(dockerfile);
  }
}

/** The bases of these Dockerfiles, built or pulled if they are not there. */
const basesOf = (texts: readonly string[], engine: Engine): Promise<ResolvedBase[]> =>
  provideBases(
    texts.map((text) => ({ bases: dockerfileBases('Dockerfile', text) })),
    engine,
    { source: 'auto', caBundle: undefined },
    host(),
    { note: (text) => process.stderr.write(`  itg: ${text}\n`), passing: () => {} },
  );

export const projects: readonly Project[] = [
  fixture('go-one', 9090, '/', /hello from one command/),
  fixture('go-two', 8081, '/healthz', /job [0-9a-f-]{36}/),
  fixture('node-npm', 3100, '/', /a day is 86400000 ms/),
  fixture('node-typescript', 3200, '/healthz', /up for \d+ms/),
  fixture('node-yarn', 3400, '/', /<h1>Pages<\/h1>/),
  fixture('pnpm-workspace', 3300, '/health', /open/),
  fixture('python-pip', 8000, '/health', /"state": "ok"/),
  fixture('python-poetry', 8200, '/', /the 1st greeting/),
  { ...fixture('python-uv', 8000, '/ready', /"state":"ready"/), prepare: lockWithUv },
  sample('go', 8080),
  sample('node', 3000),
  sample('python', 8000),
];

/** Each project built by each strategy: it runs as somebody who is not root, with a root that is read-only, and answers. */
export function describeInit(
  wanted: readonly Project[],
  strategies: readonly StrategyId[] = strategyIds,
): void {
  for (const project of wanted)
    describeWithEngine(`init writes Dockerfiles that work for ${project.name}`, (itg) => {
      let folder = '';
      let engine: DockerEngine;
      let bases: readonly ResolvedBase[] = [];
      let port = 0;
      const tag = (strategy: StrategyId) => `stagebench-itg/init-${process.pid}:${strategy}`;

      beforeAll(async () => {
        folder = mkdtempSync(path.join(tmpdir(), 'stagebench-init-'));
        const left = project.without ?? [];
        cpSync(project.from, folder, {
          recursive: true,
          filter: (from) => !left.includes(path.basename(from)),
        });
        engine = await DockerEngine.connect(itg.kind, itg.endpoint);
        await project.prepare?.(folder, engine, itg);
        const { files, ...served } = await initFiles(await openProject(folder), () =>
          Promise.resolve(undefined),
        );
        expect(await writeNewFiles(folder, files)).toEqual([]);
        expect([served.port.value, served.health.value]).toEqual([project.port, project.health]);
        port = served.port.value;
        const dockerfiles = strategies.map((id) => `docker/${id}.Dockerfile`);
        bases = await basesOf(
          files.filter(({ file }) => dockerfiles.includes(file)).map(({ text }) => text),
          engine,
        );
      });

      afterAll(async () => {
        for (const strategy of strategies) await engine.removeImage(tag(strategy)).catch(() => undefined);
        rmSync(folder, { recursive: true });
      });

      test.each(strategies)('%s', async (strategy) => {
        const built = await engine.build({
          ...{ contextDir: folder, dockerfile: path.join(folder, `docker/${strategy}.Dockerfile`) },
          ...{ tag: tag(strategy), labels: {}, bases: new Map(bases.map(({ name, ref }) => [name, ref])) },
        });
        expect(built.state, built.rawLog.slice(-3000)).toBe('built');
        const { user } = (await engine.inspectImage(tag(strategy))) ?? { user: 'nobody looked' };
        expect(['app', 'node', 'nonroot']).toContain(user);
        const app = await engine.createContainer({ image: tag(strategy), port, labels: {} });
        try {
          await app.start();
          const { status, body } = await answerOf(app, project.health);
          expect(status).toBe(200);
          expect(body).toMatch(project.answers);
        } finally {
          await app.remove();
        }
      });
    });
}

const host = () => ({
  ...{ root: rootFolder, clock: systemClock, environment: process.env },
  signal: new AbortController().signal,
});

/** The first answer; throws with the log of a container that ends without one. */
async function answerOf(app: AppContainer, health: string): Promise<AppAnswer> {
  for (;;) {
    const answer = await app.ask(health, 2000);
    if (answer !== undefined) return answer;
    const exitCode = await app.exitCode();
    if (exitCode !== undefined) throw new Error(`it ended with ${exitCode}:\n${await app.logTail(20)}`);
    await pause(20);
  }
}
