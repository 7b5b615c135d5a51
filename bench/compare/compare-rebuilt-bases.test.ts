import { describe, expect, test } from 'vitest';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun } from '../../src/record/recorded-run.fixture.ts';

const { results } = useFakeCli();
const compare = (...words: string[]) => stagebench(['compare', ...words, '--results', results()]);

const times = { 'go/slim/cold': [8000, 8100, 8200], 'go/slim/warm': [200, 210, 220] };
type Changes = Partial<Parameters<typeof writeRun>[1]>;
function write(a: Changes, b: Changes): void {
  writeRun(results(), { runId: 'before', times, ...a });
  writeRun(results(), { runId: 'after', times, ...b });
}

describe('bases that each machine has built by itself', () => {
  const built = (digest: string, address = 'abc') => ({
    manifest: {
      bases: [
        { name: 'debian:13', ref: `stagebench-base/debian:13-${address}`, digest, source: 'local' as const },
      ],
    },
  });

  test('are refused, and it is said why they cannot have the same digest', async () => {
    write(built('1111'), built('2222'));
    const { exitCode, stderr } = await compare('before', 'after');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      '\n    base debian:13 (local, built once for A and once for B, from the same recipe: 1111 and 2222)\n',
    );
    expect(stderr).toContain('each build of it has another digest, even from the same recipe.\n');
    expect(stderr).toContain('Nothing else differs: --force compares A and B anyway, and marks each row');
  });

  test('are compared by --force', async () => {
    write(built('1111'), built('2222', 'def'));
    const { exitCode, stdout, stderr } = await compare('before', 'after', '--force');
    expect(exitCode).toBe(0);
    expect(stdout.match(/^go\/slim\/\w+ .* bases$/gm)).toHaveLength(2);
    expect(stderr).toContain('from different recipes');
  });
});
