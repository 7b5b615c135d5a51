import { cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { layersOf, stepsOf } from '../fake-cli.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

describeWithEngine('a sample app as somebody’s own project', ({ kind }) => {
  let above: string;
  let sample: Awaited<ReturnType<typeof recorded>>;
  let project: Awaited<ReturnType<typeof recorded>>;

  beforeAll(async () => {
    above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-project-')));
    const folder = path.join(above, 'node');
    await cp(path.join(rootFolder, 'sample-apps/node'), folder, { recursive: true });
    await cp(path.join(rootFolder, 'strategies/slim/node.Dockerfile'), path.join(folder, 'Dockerfile'));
    // As app.ts has it. What is found is a remark, of which a compiler makes the same program.
    const revision = (text: string) => `const revision = '${text}'`;
    const source = {
      file: 'src/about.ts',
      replace: revision('unedited'),
      text: revision('{unique}'),
    };
    await writeFile(path.join(folder, 'stagebench.json'), JSON.stringify({ edits: { source } }));
    const run = async (results: string, ...words: string[]) => {
      const asked = [
        '--scenarios',
        'cold,edit-source',
        '--rounds',
        '1',
        '--bases',
        'local',
        '--engine',
        kind,
      ];
      const outcome = await startCli(rootFolder, ['run', ...words, ...asked, '--results', results]);
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      return recorded(results);
    };
    sample = await run(path.join(above, 'sample'), '--apps', 'node', '--strategies', 'slim');
    const dockerfile = ['--dockerfile', 'slim=Dockerfile'];
    project = await run(path.join(above, 'project'), '--project', folder, ...dockerfile);
  });
  afterAll(() => rm(above, { recursive: true, force: true }));

  test('has the same bytes, byte for byte, in its image and in each layer', () => {
    const sizes = (run: typeof sample) => ({
      images: run.images.map(
        ({ strategy, size_bytes, own_bytes, base_bytes, rootfs_bytes, waste_bytes, layers }) => ({
          ...{ strategy, size_bytes, own_bytes, base_bytes, rootfs_bytes, waste_bytes, layers },
        }),
      ),
      layers: layersOf(run).map(({ created_by, size_bytes, files, own }) => [
        created_by,
        size_bytes,
        files,
        own,
      ]),
    });
    expect(sizes(project)).toEqual(sizes(sample));
    expect(sample.images[0]?.size_bytes).toBeGreaterThan(1e6);
  });

  test('has the same steps, of which the same come from the cache', () => {
    const steps = (run: typeof sample) =>
      run.builds
        .map(({ sequence, scenario, phase, state }) => [
          ...[scenario, phase, state],
          ...stepsOf(run)
            .filter((step) => step.sequence === sequence && step.cached !== undefined)
            // Of two stages that begin alike BuildKit names the one that asked first.
            .map(({ instruction, cached }) => `${instruction} ${cached}`)
            .toSorted(),
        ])
        .toSorted();
    expect(steps(project)).toEqual(steps(sample));
    expect(sample.builds).toHaveLength(2);
  });
});
