import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock } from './lock.ts';
import { LockHeldError } from './lock-held-error.ts';
import { withLock } from './with-lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagebench-lock-'));
  file = join(folder, 'deep', 'engine.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fixture = (name: string): string => join(import.meta.dirname, name);

/** Starts a process that takes the lock, and waits for its first line. */
async function startHolder(runId: string) {
  const child = execa(process.execPath, [fixture('lock-holder.fixture.ts'), file, runId], { reject: false });
  const lines = child.iterable();
  const { value } = await lines.next();
  return { child, said: String(value) };
}

const refusal = async (): Promise<LockHeldError> => {
  const outcome = await acquireLock(file, { what: 'too late' }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(LockHeldError);
  return outcome as LockHeldError;
};

describe('a lock held by another process', () => {
  test('is refused, naming pid, purpose, run and time', async () => {
    const { child, said } = await startHolder('run-1');
    expect(said).toBe('held');
    const error = await refusal();
    expect(error.holder).toMatchObject({ pid: child.pid, what: 'a test', runId: 'run-1' });
    expect(error.message).toMatch(
      new RegExp(`^Process ${child.pid} \\(run run-1\\), since 20.*: a test, holds the lock`),
    );
    expect(error.code).toBe('ENGINE_BUSY');
    expect((await startHolder('run-2')).said).toContain('refused');
    child.stdin.end();
    await child;
  });

  test('is free once its holder has released it', async () => {
    const { child } = await startHolder('run-1');
    child.stdin.end();
    await child;
    await (await acquireLock(file, { what: 'next' })).release();
  });

  test('is free once its holder was killed, and the note left behind names nobody', async () => {
    const { child } = await startHolder('run-1');
    child.kill('SIGKILL');
    await child;
    expect(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).toMatchObject({ pid: child.pid });
    const lock = await acquireLock(file, { what: 'next' });
    expect((await refusal()).holder?.what).toBe('next');
    await lock.release();
  });

  test('can be waited for', async () => {
    const { child } = await startHolder('run-1');
    const order: string[] = [];
    const onWait = () => {
      order.push('waited');
      child.stdin.end();
    };
    await withLock(
      file,
      { what: 'waiting' },
      { timeoutMs: 60_000, onWait },
      async () => void order.push('worked'),
    );
    expect(order).toEqual(['waited', 'worked']);
    await child;
  });

  test('is waited for only so long', async () => {
    const { child } = await startHolder('run-1');
    const outcome = withLock(file, { what: 'waiting' }, { timeoutMs: 0 }, async () => 'worked');
    await expect(outcome).rejects.toMatchObject({ holder: { runId: 'run-1' } });
    child.kill();
    await child;
  });

  test('is not waited for after an interrupt', async () => {
    const { child } = await startHolder('run-1');
    const interrupt = new AbortController();
    const options = { timeoutMs: 60_000, signal: interrupt.signal, onWait: () => interrupt.abort() };
    const outcome = withLock(file, { what: 'waiting' }, options, async () => 'worked');
    await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
    child.kill();
    await child;
  });
});

describe('who takes the lock after runs that were killed', () => {
  const killHolder = async (runId: string) => {
    const { child } = await startHolder(runId);
    child.kill('SIGKILL');
    await child;
  };

  test('is told of them all, until somebody has ended what they left', async () => {
    await killHolder('run-1');
    await killHolder('run-2');
    const third = await acquireLock(file, { what: 'a test', runId: 'run-3' });
    expect(third.killed).toEqual(['run-1', 'run-2']);
    expect((await refusal()).holder?.killed).toEqual(['run-1', 'run-2']);
    third.leftoversEnded();
    expect((await refusal()).holder).toEqual(third.note);
    await third.release();
    await using fourth = await acquireLock(file, { what: 'next' });
    expect(fourth.killed).toEqual([]);
  });

  test('is told of them, too, when those in between did not care', async () => {
    await killHolder('run-1');
    const between = await acquireLock(file, { what: 'in between' });
    await between.release();
    await using next = await acquireLock(file, { what: 'next' });
    expect(next.killed).toEqual(['run-1']);
  });

  test('is told of a run once, also if it was killed again after it went on', async () => {
    await killHolder('run-1');
    await killHolder('run-1');
    await using next = await acquireLock(file, { what: 'next' });
    expect(next.killed).toEqual(['run-1']);
  });

  test('gives the lock back in peace where its folder is gone, as after `clean --all`', async () => {
    await killHolder('run-1');
    const lock = await acquireLock(file, { what: 'cleaning' });
    rmSync(dirname(file), { recursive: true });
    await lock.release();
    expect(existsSync(dirname(file))).toBe(false);
  });

  test('tells nothing of them to who has locked a new file of that name meanwhile', async () => {
    await killHolder('run-1');
    const lock = await acquireLock(file, { what: 'cleaning' });
    rmSync(dirname(file), { recursive: true });
    await using next = await acquireLock(file, { what: 'next' });
    lock.leftoversEnded();
    await lock.release();
    expect((await refusal()).holder).toEqual(next.note);
  });

  test('has nothing to forget once it has given the lock back', async () => {
    const first = await acquireLock(file, { what: 'first' });
    await first.release();
    first.leftoversEnded();
    expect(existsSync(`${file}.json`)).toBe(false);
  });
});

describe('a folder that cannot hold a lock is a known error that names it', () => {
  test.each([
    ['a file is in its place', () => join(folder, 'file', 'locks'), /\(ENOTDIR|EEXIST\)/],
    [
      'what has the name of the lock is a folder',
      () => join(folder, 'taken'),
      /unable to open database file/,
    ],
  ])('%s', async (_, place, why) => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'taken', 'engine.lock'), { recursive: true });
    const outcome = acquireLock(join(place(), 'engine.lock'), { what: 'a test' });
    await expect(outcome).rejects.toMatchObject({
      code: 'CACHE_NOT_WRITABLE',
      message: expect.stringContaining(place()),
    });
    await expect(outcome).rejects.toThrow(why);
  });

  test.skipIf(process.platform !== 'linux')(
    'a file system without new files: its own word, and not that of SQLite',
    async () => {
      await expect(acquireLock('/proc/self/a.lock', { what: 'a test' })).rejects.toMatchObject({
        code: 'CACHE_NOT_WRITABLE',
        message: 'The cache folder /proc/self cannot be written (ENOENT).',
        cause: expect.objectContaining({ code: 'ENOENT' }),
      });
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'a file system without new folders, and no wait without end',
    async () => {
      await expect(acquireLock('/proc/stagebench/locks/a.lock', { what: 'a test' })).rejects.toMatchObject({
        code: 'CACHE_NOT_WRITABLE',
        message: 'The cache folder /proc/stagebench/locks cannot be written (ENOENT).',
      });
    },
  );
});

test('one process cannot hold it twice', async () => {
  const lock = await acquireLock(file, { what: 'first' });
  expect((await refusal()).holder?.what).toBe('first');
  await lock.release();
});

test('`await using` releases it', async () => {
  {
    await using lock = await acquireLock(file, { what: 'first' });
    expect(lock.note.pid).toBe(process.pid);
  }
  await (await acquireLock(file, { what: 'second' })).release();
});

test('releasing twice does not take the lock from the next holder', async () => {
  const first = await acquireLock(file, { what: 'first' });
  await first.release();
  const second = await acquireLock(file, { what: 'second' });
  await first.release();
  expect((await refusal()).holder?.what).toBe('second');
  await second.release();
});

test('work that fails gives the lock back', async () => {
  const outcome = withLock(file, { what: 'failing' }, { timeoutMs: 0 }, () =>
    Promise.reject(new Error('broken')),
  );
  await expect(outcome).rejects.toThrow('broken');
  await (await acquireLock(file, { what: 'next' })).release();
});

test('four processes that contend never hold it together', async () => {
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  const worker = () => execa(process.execPath, [fixture('lock-counter.fixture.ts'), file, counter, '25']);
  await Promise.all([worker(), worker(), worker(), worker()]);
  expect(readFileSync(counter, 'utf8')).toBe('100');
}, 60_000);
