import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execaNode } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpGet } from '../../http-get.ts';
import { readHostFacts } from '../apt/host-facts.ts';
import { hostProblem } from '../apt/host-problem.ts';
import { privatePaths } from '../private-paths.ts';
import { provisionRegistry } from './provision-registry.ts';
import { startRegistry } from './start-registry.ts';

const { env } = process;
const problem = hostProblem(await readHostFacts(env));
if (problem !== undefined) console.warn(`NOT RUN: Debian's registry. ${problem.message}`);

describe.skipIf(problem !== undefined)("Debian's registry", () => {
  let parent: string;
  let program: string;
  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'stagebench-debian-registry-'));
    program = await provisionRegistry({ paths: privatePaths({ env }), env });
  });
  afterAll(() => {
    rmSync(parent, { recursive: true });
  });
  const folders = () => readdirSync(parent).filter((name) => name.startsWith('stagebench-registry-'));

  test('takes uploads, and names them without host and port', async () => {
    const registry = await startRegistry({ program, parent, env: { ...env, REGISTRY_HTTP_ADDR: ':80' } });
    const location = await new Promise<string | undefined>((resolve, reject) => {
      const url = `http://${registry.host}/v2/team/app/blobs/uploads/`;
      const sent = request(url, { method: 'POST', agent: false }, (response) => {
        response.resume();
        resolve(response.headers.location);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(location).toMatch(/^\/v2\/team\/app\/blobs\/uploads\//);
    await registry.close();
    expect(await httpGet(`http://${registry.host}/v2/`, 1000)).toBeUndefined();
    expect(folders()).toEqual([]);
  });

  test('ends when the process that started it is killed; the next one removes what it left', async () => {
    const fixture = join(import.meta.dirname, 'start-registry.fixture.ts');
    const bench = execaNode(fixture, [program, parent], { reject: false, buffer: false });
    const host = await new Promise<string>((resolve) => {
      bench.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    });
    expect((await httpGet(`http://${host}/v2/`, 1000))?.status).toBe(200);
    bench.kill('SIGKILL');
    await bench;
    // A test that waits in vain runs into its timeout.
    while ((await httpGet(`http://${host}/v2/`, 1000)) !== undefined) await pause(10);
    expect(folders()).toHaveLength(1);
    const next = await startRegistry({ program, parent, env });
    expect(folders()).toHaveLength(1);
    await next.close();
    expect(folders()).toEqual([]);
  });
});
