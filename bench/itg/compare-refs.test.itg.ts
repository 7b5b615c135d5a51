import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

describeWithEngine('two commits of a project', ({ kind, goApp }) => {
  let above: string;
  let outcome: Awaited<ReturnType<typeof startCli>>;
  let run: Awaited<ReturnType<typeof recorded>>;
  const dockerfile =
    'FROM debian:trixie-slim\nCOPY server ca-certificates.crt /\nCOPY page.txt /\nCMD ["/server"]\n';

  beforeAll(async () => {
    above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-refs-')));
    const project = path.join(above, 'shop');
    await cp(goApp, project, { recursive: true });
    const git = (...words: string[]): void => {
      const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
      execFileSync('git', ['-C', project, ...who, ...words], { stdio: 'ignore' });
    };
    const settings = {
      ...{ port: 8123, environment: { PORT: '8123' } },
      edits: { source: { file: 'page.txt', text: 'edit {unique}' } },
    };
    // What shows that it works differs, too: the older one has it in its settings.
    await writeFile(
      path.join(project, 'stagebench.json'),
      JSON.stringify({ ...settings, health: '/health' }),
    );
    await writeFile(path.join(project, 'page.txt'), 'page\n');
    await writeFile(path.join(project, 'Dockerfile'), dockerfile);
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--all');
    git('commit', '--quiet', '-m', 'one');
    await writeFile(path.join(project, 'stagebench.json'), JSON.stringify(settings));
    const larger = `${dockerfile}RUN head -c 1000000 /dev/zero >/more\n`;
    await writeFile(path.join(project, 'Dockerfile'), larger);
    git('commit', '--quiet', '--all', '-m', 'two');
    await writeFile(path.join(project, 'page.txt'), 'not committed\n');
    const words = ['--scenarios', 'edit-source', '--rounds', '2', '--bases', 'local', '--md'];
    outcome = await startCli(rootFolder, [
      ...['compare-refs', 'HEAD~1', 'main', '--project', project, '--results', path.join(above, 'rows')],
      ...['--engine', kind, ...words],
    ]);
    run = await recorded(path.join(above, 'rows', 'sides'));
  });
  afterAll(() => rm(above, { recursive: true, force: true }));

  test('are built and started as each of them says, and what became larger is told', () => {
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    expect(outcome.stdout).toContain('B against A: larger image: default.');
    expect(outcome.stdout).toMatch(
      /^\| default +\| steps that edit-source re-runs +\| +1 \| +2 \| +\+1 \|$/m,
    );
    expect(outcome.stdout).toMatch(/^\| default +\| layers +\|/m);
    for (const image of run.images) expect(image).toMatchObject({ state: 'built', healthy: true });
  });

  test('are built in turns, and the private copies are gone', async () => {
    const rows = run.builds.filter(({ phase, app }) => phase === 'measure' && app === 'shop');
    const ofRound = Map.groupBy(rows, ({ round }) => round);
    expect([...ofRound.values()].map((of) => new Set(of.map(({ strategy }) => strategy)).size)).toEqual(
      Array.from({ length: 2 }, () => 2),
    );
    expect(await readFile(path.join(above, 'shop', 'page.txt'), 'utf8')).toBe('not committed\n');
  });
});
