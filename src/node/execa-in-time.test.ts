import { describe, expect, test } from 'vitest';
import { execaInTime } from './execa-in-time.ts';

// Each sleep keeps the pipes of its shell open. It is ended at last: nothing else would.
const scripts = [
  ['a child that it waits for', 'sleep 1000 & echo $!; wait'],
  ['a child that it left behind', 'sleep 1000 & echo $!'],
  [
    'such a one, and does not care to be ended',
    'trap "" TERM; sleep 1000 & echo $!; sleep 1000 & echo $!; wait; wait',
  ],
] as const;

describe.each(scripts)('a program with %s', (_, script) => {
  const common = { reject: false, stdin: 'ignore', forceKillAfterDelay: 50 } as const;

  function endSleeps(output: string): void {
    const pids = output.trim().split('\n').map(Number);
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  }

  test('ends at its deadline', async () => {
    const result = await execaInTime('sh', ['-c', script], { ...common, timeout: 300 });
    expect(result).toMatchObject({ failed: true, timedOut: true });
    endSleeps(result.stdout);
  });

  test('ends when it is cancelled', async () => {
    const stop = new AbortController();
    const running = execaInTime('sh', ['-c', script], { ...common, cancelSignal: stop.signal });
    running.stdout.once('data', () => stop.abort());
    const result = await running;
    expect(result).toMatchObject({ failed: true });
    endSleeps(result.stdout);
  });

  test('ends while its lines are read', async () => {
    const running = execaInTime('sh', ['-c', script], { ...common, timeout: 300, all: true });
    const lines: string[] = [];
    for await (const line of running) lines.push(line);
    expect(await running).toMatchObject({ failed: true, timedOut: true });
    endSleeps(lines.join('\n'));
  });
});

test('what ends by itself is told as it is', async () => {
  const result = await execaInTime('sh', ['-c', 'echo said; echo wrong >&2; exit 3'], {
    reject: false,
    timeout: 10_000,
  });
  expect(result).toMatchObject({ stdout: 'said', stderr: 'wrong', exitCode: 3, timedOut: false });
});
