import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

const secret = 'npm_0123456789abcdef';

/** All that lies in a folder, by name. */
async function allIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const texts = files.map(
    async (file) => [path.relative(folder, file), await readFile(file, 'latin1')] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

describeWithEngine('a project outside of the checkout', ({ kind, goApp }) => {
  let above: string;
  let project: string;
  let before: Record<string, string>;
  let outcome: Awaited<ReturnType<typeof startCli>>;
  let run: Awaited<ReturnType<typeof recorded>>;
  const results = () => path.join(above, 'rows');

  beforeAll(async () => {
    above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-project-')));
    project = path.join(above, 'My Shop');
    await mkdir(path.join(project, 'docker'), { recursive: true });
    await cp(goApp, project, { recursive: true });
    await writeFile(path.join(above, 'key'), `${secret}\n`);
    const files = {
      'page.txt': 'page\n',
      '.dockerignore': 'docker\n',
      // What the image says itself: a program that is not there, and a port that is none.
      'docker/leaky.Dockerfile':
        'FROM debian:trixie-slim\nRUN --mount=type=secret,id=npm cp /run/secrets/npm /npmrc\nRUN rm /npmrc\n' +
        'RUN mkdir /state && chown 65534 /state\nCOPY server ca-certificates.crt /\nCOPY page.txt /\nCMD ["/none"]\n',
      'docker/bare.Dockerfile':
        'FROM scratch\nCOPY server ca-certificates.crt /\nCOPY page.txt /\nEXPOSE 9\n',
      'stagebench.json': `{
        // Found out: nothing of this.
        "variants": {
          "leaky": "docker/leaky.Dockerfile",
          "bare": { "dockerfile": "docker/bare.Dockerfile", "reruns": { "source": ["COPY page.txt"] } },
        },
        "secrets": ["id=npm,src=../key"],
        "port": 8123,
        "command": ["/server"],
        "environment": { "PORT": "8123" },
        "user": "65534",
        "volumes": ["/state"],
        "health": { "path": "/health", "status": 200, "body": "\\"app\\":\\\\s*\\"go\\"" },
        "edits": { "source": { "file": "page.txt", "text": "edit {unique}" } },
      }`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(project, name), text);
    before = await allIn(project);
    const words = ['--scenarios', 'cold,warm,edit-source', '--rounds', '1', '--bases', 'local'];
    outcome = await startCli(rootFolder, [
      ...['run', '--project', project, '--results', results(), '--engine', kind, '--keep-logs', ...words],
    ]);
    run = await recorded(results());
  });
  afterAll(() => rm(above, { recursive: true, force: true }));

  test('is built and started as stagebench.json says', () => {
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    const cells = run.summary.map(
      ({ app, strategy, scenario, state }) => `${app}/${strategy}/${scenario} ${state}`,
    );
    const of = (strategy: string) =>
      ['cold', 'edit-source', 'warm'].map((scenario) => `my-shop/${strategy}/${scenario} built`);
    expect(cells.toSorted()).toEqual([...of('bare'), ...of('leaky')]);
    for (const image of run.images)
      expect(image).toMatchObject({ healthy: true, start_ms: expect.any(Number) as number });
  });

  test('what an edit re-runs is learned where it is not declared', () => {
    const { reruns, health } = run.manifest.project ?? {};
    expect(reruns).toEqual({ 'my-shop/leaky': { source: ['[stage-0] COPY page.txt /'] } });
    // It was said.
    expect(health).toBeUndefined();
  });

  test('stays as it was', async () => {
    expect(await allIn(project)).toEqual(before);
  });

  test('a secret that a layer holds is told, though a later layer removes it, and is written nowhere', async () => {
    expect(outcome.stderr).toMatch(/LEAK: the image of my-shop\/leaky .*: npm in \/npmrc$/m);
    expect(run.manifest.project?.['leaks']).toEqual({ 'my-shop/leaky': ['npm in /npmrc'] });
    const report = await startCli(rootFolder, ['report', '--run', run.folder]);
    expect(report.stdout).toContain('the image of my-shop/leaky holds a secret of its build');
    const written = [...Object.values(await allIn(results())), outcome.stdout, outcome.stderr];
    expect(written.filter((text) => text.includes(secret))).toEqual([]);
  });
});

/** Waits before it listens, answers everything with one status, and ends when it is told to, or never. */
const serve = `use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6);
my ($status, $wait, $isStubborn, $port, $six) = @ARGV;
sleep $wait;
$port ||= 8123;
socket(S, $six ? PF_INET6 : PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
# Of IPv6 alone: level IPPROTO_IPV6, option IPV6_V6ONLY.
setsockopt(S, 41, 26, 1) if $six;
my $place = $six ? pack_sockaddr_in6($port, inet_pton(AF_INET6, '::')) : sockaddr_in($port, INADDR_ANY);
bind(S, $place) || die "bind: $!"; listen(S, 5);
$SIG{TERM} = $isStubborn ? 'IGNORE' : sub { exit 0 };
while (1) { next unless accept(C, S); sysread(C, $b, 999);
  syswrite C, "HTTP/1.1 $status X\\r\\nContent-Length: 4\\r\\nConnection: close\\r\\n\\r\\noops"; close C }
`;

describeWithEngine('apps that behave badly, by the Dockerfiles that are found', ({ kind }) => {
  let above: string;
  let outcome: Awaited<ReturnType<typeof startCli>>;
  let run: Awaited<ReturnType<typeof recorded>>;
  const commands = {
    'ends-at-once': '["true"]',
    breaks: '["sh", "-c", "echo no config >&2; exit 3"]',
    'answers-500': '["perl", "/serve.pl", "500", "0", "0"]',
    'late-and-stubborn': '["perl", "/serve.pl", "200", "2", "1"]',
    'floods-its-log': '["sh", "-c", "yes flood & exec perl /serve.pl 200 0 0"]',
    'by-ipv6-only': '["perl", "/serve.pl", "200", "0", "0", "8123", "1"]',
    forks: '["sh", "-c", "perl /serve.pl 200 0 0 >/dev/null 2>&1 & exit 0"]',
    'one-long-line': '["perl", "-e", "print q(x) x 2e7; exit 7"]',
    'needs-root': '["perl", "/serve.pl", "200", "0", "0", "80"]\nUSER nobody',
    'needs-volume': '["sh", "-c", "touch /data/orders && exec perl /serve.pl 200 0 0"]',
  };

  beforeAll(async () => {
    above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-project-')));
    const project = path.join(above, 'bad');
    await mkdir(project);
    await writeFile(path.join(project, 'serve.pl'), serve);
    await writeFile(path.join(project, 'stagebench.json'), '{ "health": "/" }');
    for (const [name, command] of Object.entries(commands)) {
      const text = `FROM debian:trixie-slim\nCOPY serve.pl /\nEXPOSE 8123\nCMD ${command}\n`;
      await writeFile(path.join(project, `${name}.Dockerfile`), text);
    }
    const words = ['--scenarios', 'cold', '--rounds', '1', '--bases', 'local', '--results', above];
    outcome = await startCli(rootFolder, ['run', '--project', project, '--engine', kind, ...words]);
    run = await recorded(above);
  });
  afterAll(() => rm(above, { recursive: true, force: true }));

  test.each([
    ['ends-at-once', 'APP_EXITED', /exit code 0 before it answered/],
    ['breaks', 'APP_EXITED', /exit code 3 before it answered.*no config/s],
    ['forks', 'APP_EXITED', /exit code 0 before it answered\. A program that goes into the background/],
    ['one-long-line', 'APP_EXITED', /exit code 7 before it answered.*\sx{300}…/s],
    ['needs-root', 'APP_EXITED', /before it answered.*bind: Permission denied/s],
    ['needs-volume', 'APP_EXITED', /before it answered.*cannot touch '\/data\/orders'/s],
    ['answers-500', 'APP_WRONG_ANSWER', /\/: status 500 instead of one below 400, .*oops/],
  ])('%s: its builds do not count, and the reason is told', (strategy, code, reason) => {
    const rows = run.builds.filter((row) => row.strategy === strategy);
    expect(rows.map(({ state, error_code }) => [state, error_code])).toEqual([['failed', code]]);
    expect(rows[0]?.reason).toMatch(reason);
    expect(outcome.stderr).toMatch(reason);
  });

  test('the others count: by IPv6 only, one that listens late and has to be killed, and one that logs without end', () => {
    const found = run.images.filter(({ state }) => state === 'built');
    expect(found.map(({ strategy, stop }) => [strategy, stop]).toSorted()).toEqual([
      ['by-ipv6-only', 'graceful'],
      ['floods-its-log', 'graceful'],
      ['late-and-stubborn', 'killed'],
    ]);
    const late = found.find(({ strategy }) => strategy === 'late-and-stubborn');
    expect(late?.start_ms).toBeGreaterThan(2000);
    expect(outcome.exitCode).toBe(1);
  });
});

/** With what a file may begin with, and with every way to name a stage. What is wrong in the context fails the build. */
const wild = [
  '# escape=`',
  'arg BASE=golang:1.22-alpine',
  'from ${BASE} as Files',
  'shell ["/bin/sh", "-c"]',
  ...['run <<EOF', 'set -e', 'mkdir /made', 'go env GOVERSION >/made/version', 'EOF'],
  'add --chmod=0644 http://127.0.0.1:PORT/added.txt /made/',
  '',
  'FROM debian:bookworm-slim',
  'COPY --from=0 /made /made',
  ...['COPY --link --chmod=0755 server `', '  # a remark within', '  ca-certificates.crt /app/'],
  'COPY . /context',
  'RUN test "$(ls -A /context/docs)" = README.md && test -e /context/main.js && test ! -e /context/a.log',
  'RUN grep -q added /made/added.txt && grep -q go1 /made/version',
  'EXPOSE 8123 9000',
  'CMD ["/app/server"]',
].join('\n');

/** Saved on Windows. The shell would read the end of a line of a heredoc. */
const crlf = wild
  .replace(/<<EOF.*EOF\n/s, 'mkdir /made && go env GOVERSION >/made/version\n')
  .replaceAll('\n', '\r\n');

describeWithEngine('a Dockerfile as it is in the wild', ({ kind, goApp }) => {
  let above: string;
  let outcome: Awaited<ReturnType<typeof startCli>>;
  let run: Awaited<ReturnType<typeof recorded>>;
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('added\n');
  });
  const mapped = {
    'golang:1.22-alpine': 'golang:1.26-alpine',
    'debian:bookworm-slim': 'debian:trixie-slim',
  };
  const project = () => path.join(above, 'wild');
  const started = (...words: string[]) =>
    startCli(rootFolder, [
      ...[
        'run',
        '--project',
        project(),
        '--engine',
        kind,
        '--bases',
        'local',
        '--scenarios',
        'cold,edit-source',
      ],
      ...['--rounds', '1', '--results', path.join(above, 'rows'), ...words],
    ]);

  beforeAll(async () => {
    above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-project-')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dockerfile = (text: string): string => `\uFEFF${text}\r\n`.replace('PORT', String(port));
    await mkdir(path.join(project(), 'docs/deep'), { recursive: true });
    await cp(goApp, project(), { recursive: true });
    const files = {
      Dockerfile: dockerfile(wild),
      'windows.Dockerfile': dockerfile(crlf),
      'main.js': '1\n',
      'a.log': '',
      'docs/b.md': '',
      'docs/deep/c.log': '',
      'docs/README.md': '',
      '.dockerignore': '**/*.log\r\ndocs/*\r\n!docs/README.md\r\n*Dockerfile\r\n',
      'stagebench.json': '{ "environment": { "PORT": "8123" }, "port": 8123 }',
    };
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(project(), name), content);
    outcome = await started(
      ...Object.entries(mapped).flatMap(([name, taken]) => ['--map', `${name}=${taken}`]),
    );
    run = await recorded(path.join(above, 'rows'));
  });
  afterAll(async () => {
    server.close();
    await rm(above, { recursive: true, force: true });
  });

  test('is built with line ends of Unix and of Windows, and its image works', () => {
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    expect(
      run.builds.map(({ strategy, scenario, state }) => `${strategy} ${scenario} ${state}`).toSorted(),
    ).toEqual([
      ...['default cold built', 'default edit-source built'],
      ...['windows cold built', 'windows edit-source built'],
    ]);
    expect(run.images.map(({ healthy }) => healthy)).toEqual([true, true]);
    expect(asked).toBeGreaterThan(0);
  });

  test('stands on bases in place of others, which each row says, and run.json of which', () => {
    expect(run.images.map(({ base_source }) => base_source)).toEqual(['substitute', 'substitute']);
    expect(run.manifest.project?.mapped).toEqual(mapped);
    const sources = run.manifest.bases.map(({ name, source }) => `${name} ${source}`);
    expect(sources).toEqual(expect.arrayContaining(Object.keys(mapped).map((name) => `${name} substitute`)));
  });

  test('without the map the run ends before its first build, with the option that allows one', async () => {
    const ended = await started();
    expect([ended.exitCode, ended.stderr]).toEqual([
      2,
      expect.stringMatching(
        /error BASE_UNMAPPED: .*golang:1\.22-alpine.* There are: .*--map golang:1\.22-alpine=golang:1\.26-alpine/s,
      ),
    ]);
  });
});
