import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../engine/fake/fake-clock.ts';
import { timeOnce } from './time-once.ts';

describe('tinybench as a sampler of one visit', () => {
  test('calls the function exactly once: neither when it is added, nor to warm up, nor to reach a time', async () => {
    let calls = 0;
    await timeOnce(new FakeClock(), async () => {
      calls += 1;
    });
    expect(calls).toBe(1);
  });

  test('prepares exactly once, before the function', async () => {
    const order: string[] = [];
    await timeOnce(
      new FakeClock(),
      async () => {
        order.push('run');
      },
      async () => {
        order.push('prepare');
      },
    );
    expect(order).toEqual(['prepare', 'run']);
  });

  test('times the function and not its preparation, on the clock it is given', async () => {
    const clock = new FakeClock();
    const { wallMs } = await timeOnce(
      clock,
      async () => {
        clock.advance(1234.5);
      },
      async () => {
        clock.advance(60_000);
      },
    );
    expect(wallMs).toBe(1234.5);
  });

  test('waits for what the function waits for', async () => {
    const clock = new FakeClock();
    const { wallMs } = await timeOnce(clock, async () => {
      await clock.pause(100);
      await Promise.resolve();
      await clock.pause(200);
    });
    expect(wallMs).toBe(300);
  });

  test.each([
    ['a value', 42],
    ['nothing', undefined],
    ['null', null],
  ])('hands on %s', async (_, value) => {
    expect(await timeOnce(new FakeClock(), async () => value)).toMatchObject({ value });
  });

  test('takes the duration that the value itself knows, where it knows one', async () => {
    const clock = new FakeClock();
    const run = async () => {
      clock.advance(500);
      return { tookMs: 480 };
    };
    const none = async () => {};
    expect((await timeOnce(clock, run, none, ({ tookMs }) => tookMs)).wallMs).toBe(480);
    expect((await timeOnce(clock, run, none, () => undefined)).wallMs).toBe(500);
  });

  test('passes on the very error that the function throws', async () => {
    const error = new Error('the engine is gone');
    await expect(timeOnce(new FakeClock(), () => Promise.reject(error))).rejects.toBe(error);
  });

  test('passes on the error of its preparation, and does not run then', async () => {
    const error = new Error('cannot empty the cache');
    let calls = 0;
    const timed = timeOnce(
      new FakeClock(),
      async () => {
        calls += 1;
      },
      () => Promise.reject(error),
    );
    await expect(timed).rejects.toBe(error);
    expect(calls).toBe(0);
  });

  test('takes 0 ms for a time, not for none', async () => {
    expect(await timeOnce(new FakeClock(), async () => 'done')).toEqual({ value: 'done', wallMs: 0 });
  });
});
