import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';

const { stagebench, ownProcess, run, folder } = useFakeCli();
const title = '\x1b]0;owned\x07';

/** All that reached the terminal, ends of lines apart. */
const acting = /[\p{Cc}\u202e]/u;
const told = ({ stdout, stderr }: { stdout: string; stderr: string }): string => stdout + stderr;
const plain = (text: string): string => text.replaceAll('\n', '');

describe('the program prints no secret and nothing that acts on a terminal', () => {
  test('of an engine that does not answer', async () => {
    const DOCKER_HOST = `tcp://user:secret%2F${title}@127.0.0.1:1`;
    const found = await stagebench(['inspect', 'app:1', '--engine', 'docker'], {}, { DOCKER_HOST });
    expect(found.exitCode).toBe(2);
    expect(told(found)).toContain('error ENGINE_UNREACHABLE: ');
    expect(told(found)).toContain('tcp://***@127.0.0.1:1');
    expect(told(found)).not.toContain('secret');
    expect(plain(told(found))).not.toMatch(acting);
  });

  test('of a folder, in words and in a table; the words to paste are one word of the shell', async () => {
    const results = path.join(folder(), `it's ${title} $(touch pwned)`);
    mkdirSync(results);
    const found = await run({}, '--results', results, '--scenarios', 'cold');
    expect(found.exitCode).toBe(0);
    expect(plain(told(found))).not.toMatch(acting);
    expect(found.stdout).toMatch(
      /again: npm run -s stagebench -- report --run "\$\(printf '.*it'\\''s .* \$\(touch pwned\)\/.*'\)"$/m,
    );
  });

  test('of the words it was given', async () => {
    const found = await ownProcess([`--${title}`, `x\u202e`]);
    expect(found.exitCode).toBe(2);
    expect(plain(told(found))).not.toMatch(acting);
  });

  test('of a log, as JSON, which is read back as it was', async () => {
    const found = await run(
      {},
      '--json',
      '--scenarios',
      'cold',
      '--results',
      path.join(folder(), `a${title}\x9b`),
    );
    expect(plain(told(found))).not.toMatch(acting);
    expect((JSON.parse(found.stdout) as { folder: string }).folder).toContain(`a${title}\x9b`);
  });
});
