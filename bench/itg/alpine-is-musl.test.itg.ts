import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { resolveBases } from '../../src/bases/resolve-bases.ts';
import { connectEngine } from '../../src/lease/connect-engine.ts';
import { localRequest } from '../../src/lease/provide-bases.ts';
import { rootFolder, systemClock } from '../context.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';

const names = ['alpine:3.23', 'node:24-alpine', 'python:3.13-alpine'];

/** Throws an exception in a library that it has loaded: so the runtime of C++ is there, once, and unwinds. */
const program = [
  '#include <cstdio>',
  '#include <stdexcept>',
  '#include <string>',
  'int main() { try { std::stoi("none"); } catch (const std::invalid_argument &) {',
  '#ifdef __GLIBC__',
  'std::puts("glibc");',
  '#else',
  'std::puts("caught");',
  '#endif',
  '} }',
].join('\n');

/* True of Alpine's own images as of our stand-ins: whichever of them `--bases auto` gives. */
describeWithEngine('the Alpine bases', ({ kind, endpoint }) => {
  const refs = new Map<string, string>();
  /** In a new container with the network of the host: it prints what the commands print. */
  const run = async (name: string, script: string): Promise<string> => {
    const { stdout } = await execa(
      'docker',
      ['run', '--rm', '--network=host', refs.get(name) ?? name, 'sh', '-euc', script],
      { env: { ...endpoint.environment, DOCKER_HOST: endpoint.host } },
    );
    return stdout;
  };

  beforeAll(async () => {
    const context = {
      ...{ root: rootFolder, clock: systemClock, environment: process.env },
      signal: new AbortController().signal,
    };
    const { engine, close } = await connectEngine({ engine: kind, provision: false }, context, () => {});
    const silent = { note: () => {}, passing: () => {} };
    const request = await localRequest(engine, { caBundle: undefined }, context, silent);
    for (const { name, ref } of await resolveBases('auto', names, request)) refs.set(name, ref);
    await close();
  }, 30 * 60_000);

  test.each(names)('%s: the shell is a program for musl', async (name) => {
    expect(await run(name, 'ldd /bin/busybox')).toMatch(/ld-musl-\w+\.so\.1/);
    expect(await run(name, 'ls /lib64 2> /dev/null | grep ld-linux || echo none')).toBe('none');
  });

  test('pip takes wheels for musl, and none for glibc', async () => {
    const tags = await run('python:3.13-alpine', 'pip debug --verbose 2> /dev/null');
    expect(tags).toMatch(/cp313-cp313-musllinux_1_2_x86_64/);
    expect(tags).not.toMatch(/manylinux/);
    const suffix = `import sysconfig; print(sysconfig.get_config_var("EXT_SUFFIX"))`;
    expect(await run('python:3.13-alpine', `python -c '${suffix}'`)).toBe(
      '.cpython-313-x86_64-linux-musl.so',
    );
  });

  test('Node knows of no glibc', async () => {
    const script = 'console.log(String(process.report.getReport().header.glibcVersionRuntime))';
    expect(await run('node:24-alpine', `node -e '${script}'`)).toBe('undefined');
  });

  test('what build-base compiles links with musl, and apk takes the compiler away again', async () => {
    const printed = await run(
      'alpine:3.23',
      [
        'apk add --virtual .build build-base libstdc++ > /dev/null',
        `printf '%s' '${program}' > /tmp/a.cc`,
        'g++ -o /tmp/a /tmp/a.cc',
        '/tmp/a',
        'ldd /tmp/a',
        'apk del .build > /dev/null',
        '[ -e /usr/bin/g++ ] || [ -e /usr/bin/gcc ] || echo gone',
      ].join('\n'),
    );
    expect(printed).toMatch(/^caught$/m);
    expect(printed).toMatch(/libstdc\+\+\.so\.6/);
    expect(printed).toMatch(/ld-musl-\w+\.so\.1/);
    expect(printed).toMatch(/gone$/);
  });
});
