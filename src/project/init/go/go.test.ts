import { describe, expect, test } from 'vitest';
import { fixture, initOf, writtenProject } from '../written-project.fixture.ts';

const main = 'package main\n\nfunc main() {\n}\n';

test('one command at the root is named after its module; without go.sum there is none to copy', async () => {
  const { description, strategy } = await initOf(fixture('go-one'));
  expect(description).toBe('Go 1.26, one command: hello');
  expect(strategy('slim')).toMatchInlineSnapshot(`
    "FROM golang:1.26-trixie AS deps
    WORKDIR /src
    COPY go.mod ./
    RUN go mod download

    FROM deps AS build
    COPY . .
    RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/ .

    FROM debian:trixie-slim AS runtime
    RUN groupadd --system app && useradd --system --gid app --no-create-home app
    # The slim distribution has no CA certificates.
    COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
    # Files that the app reads at run time, and does not embed, have to be copied here, too.
    COPY --from=build /out/ /usr/local/bin/
    USER app
    EXPOSE 9090
    CMD ["hello"]
    "
  `);
});

test('the empty base gets what a program needs, before the sources are copied', async () => {
  const { strategy } = await initOf(fixture('go-two'));
  expect(strategy('scratch')).toMatchInlineSnapshot(`
    "FROM golang:1.26-trixie AS deps
    WORKDIR /src
    COPY go.mod go.sum ./
    RUN go mod download

    FROM deps AS build
    RUN mkdir -p /rootfs/etc/ssl/certs \\
     && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/ \\
     && echo 'app:x:10001:10001::/:/nonexistent' > /rootfs/etc/passwd \\
     && echo 'app:x:10001:' > /rootfs/etc/group
    COPY . .
    RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/ ./cmd/api ./cmd/worker

    # Only the programs, CA certificates and a user. Time zones are missing: import time/tzdata if the app needs them.
    FROM scratch AS runtime
    ENV PATH=/usr/local/bin
    COPY --from=build /rootfs /
    # Files that the app reads at run time, and does not embed, have to be copied here, too.
    COPY --from=build /out/ /usr/local/bin/
    USER app
    EXPOSE 8081
    # DECIDE: the image holds api, worker, and starts api.
    CMD ["api"]
    "
  `);
});

test('of two commands both are built; the one that serves starts, and the choice is marked', async () => {
  const { description, textOf, strategy } = await initOf(fixture('go-two'));
  expect(description).toBe('Go 1.26, 2 commands: api, worker');
  expect(strategy('single-stage')).toContain('-o /usr/local/bin/ ./cmd/api ./cmd/worker\n');
  expect(strategy('alpine')).toContain(
    '# DECIDE: the image holds api, worker, and starts api.\nCMD ["api"]\n',
  );
  expect(textOf('stagebench.json')).toContain('"port": 8081,\n  "health": "/healthz"');
});

test('a folder that Go has no path for is no command', async () => {
  const files = { 'go.mod': 'module x\n', 'cmd/a b/main.go': main, 'cmd/c/main.go': main };
  const { description, strategy } = await initOf(writtenProject(files));
  expect(description).toBe('Go 1.26, one command: c');
  expect(strategy('slim')).toContain('-o /out/ ./cmd/c\n');
});

test('a module without a command makes no Go project of one that has another manifest', async () => {
  const files = {
    'go.mod': 'module x\n',
    'x.go': 'package x\n',
    'package.json': '{"scripts":{"start":"node a.js"}}',
  };
  expect((await initOf(writtenProject(files))).description).toMatch(/^Node/);
});

test('which command starts is asked, again until it is one', async () => {
  const answers = ['neither', 'worker'];
  const asked: string[] = [];
  const { strategy } = await initOf(fixture('go-two'), ({ text, guess, choices }) => {
    asked.push(`${text} ${guess} of ${choices?.join('|')}`);
    return Promise.resolve(answers.shift());
  });
  const question = 'Which command does the image start? api of api|worker';
  expect(asked).toEqual([question, question]);
  expect(strategy('slim')).toContain('\nCMD ["worker"]\n');
  expect(strategy('slim')).not.toContain('DECIDE');
});

test('a module beside it is copied before modules are fetched', async () => {
  const mod = 'module a.test/x/v2\n\ngo 1.27\n\nreplace a.test/lib => ./lib\n';
  const files = { 'go.mod': mod, 'go.sum': '', 'main.go': main, 'lib/go.mod': 'module a.test/lib\n' };
  const { strategy } = await initOf(writtenProject(files));
  expect(strategy('distroless')).toContain(
    [
      'FROM golang:1.27-trixie AS deps',
      'WORKDIR /src',
      'COPY go.mod go.sum ./',
      'COPY lib/go.mod ./lib/go.mod',
    ]
      .concat('RUN go mod download')
      .join('\n'),
  );
  expect(strategy('distroless')).toContain('CMD ["x"]');
});

test('vendored modules are not fetched', async () => {
  const files = { 'go.mod': 'module a.test/x\n', 'main.go': main, 'vendor/modules.txt': '' };
  expect((await initOf(writtenProject(files))).strategy('slim')).not.toContain('go mod download');
});

test('cgo is pointed at', async () => {
  const files = { 'go.mod': 'module a.test/x\n', 'main.go': `${main}\nimport "C"\n` };
  expect((await initOf(writtenProject(files))).strategy('slim')).toContain(
    '# DECIDE: some files import "C".',
  );
});

describe('what is no command', () => {
  test.each([
    ['a library', { 'x.go': 'package x\n' }],
    ['a test', { 'main_test.go': main }],
    ['what go generate starts', { 'gen.go': `//go:build ignore\n\n${main}` }],
    ['a command of a dependency', { 'vendor/y/main.go': main }],
  ])('%s', async (_, files) => {
    await expect(initOf(writtenProject({ 'go.mod': 'module a.test/x\n', ...files }))).rejects.toMatchObject({
      code: 'PROJECT_UNREADABLE',
      message: expect.stringContaining('has no Go command'),
    });
  });
});
