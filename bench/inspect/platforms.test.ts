import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { armLayer, layers } from '../../src/inspect/archive-facts.fixture.ts';
import { OciArchive } from '../../src/inspect/archive/oci-archive.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-platforms-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const both = path.join(folder, 'both.tar');
const half = path.join(folder, 'half.tar');

beforeAll(async () => {
  const archive = new OciArchive();
  const arm64 = { architecture: 'arm64' };
  const images = [archive.image({ layers }), archive.image({ layers: [armLayer], config: arm64 })];
  writeFileSync(both, await archive.tar(images));
  const torn = new OciArchive();
  const lacking = torn.image({ layers: [armLayer], config: arm64, withoutLayers: true });
  writeFileSync(half, await torn.tar([torn.image({ layers }), lacking]));
});

const inspect = (...words: string[]) =>
  stagebench(['inspect', ...words], { XDG_CACHE_HOME: path.join(folder, 'cache') });
const facts = async (...words: string[]) => {
  const { stdout } = await inspect(...words, '--json');
  return (JSON.parse(stdout) as Record<string, unknown>[]).map((one) => [one['platform'], one['size_bytes']]);
};

describe('a file with an image for two platforms', () => {
  test('shows both', async () => {
    expect(await facts(both)).toEqual([
      ['linux/amd64', 6144],
      ['linux/arm64', 2048],
    ]);
  });

  test('shows the one that --platform names', async () => {
    expect(await facts(both, '--platform', 'linux/arm64/v8')).toEqual([['linux/arm64', 2048]]);
  });

  test('names those that it has, if it has no such one', async () => {
    const { exitCode, stdout, stderr } = await inspect(both, '--platform', 'linux/s390x');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      `error UNKNOWN_NAME: ${both} has no image of the platform linux/s390x. It has linux/amd64, linux/arm64.`,
    );
  });

  test('with --base, each stands on that of its own platform', async () => {
    const { stdout } = await inspect(both, '--base', both, '--json');
    const own = (JSON.parse(stdout) as Record<string, unknown>[]).map((image) => image['own_layers']);
    expect(own).toEqual([0, 0]);
  });
});

test('a file one of whose images is not whole: the other is read, and a line says what is beside it', async () => {
  const { exitCode, stderr } = await inspect(half);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(
    /half\.tar also holds what is not read: linux\/arm64 \(it lacks 1 of 1 layers \(.*\)\)\.\n$/,
  );
});

test('what is no platform is an error of usage', async () => {
  const { exitCode, stderr } = await inspect(both, '--platform', 'linux arm64');
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringContaining('error USAGE: --platform must be like linux/amd64'),
  ]);
});
