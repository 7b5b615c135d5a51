import { expect, test } from 'vitest';
import { KernelThreads } from './kernel-threads.ts';
import { recordedFiles } from './recorded-files.fixture.ts';

/** A machine whose threads of the kernel have used so much each, in ms; and its clock. */
function machine(threads: Readonly<Record<string, number>>, comm = 'kthreadd') {
  const files = new Map<string, string>([['/proc/2/comm', `${comm}\n`]]);
  const reads: string[] = [];
  const found = recordedFiles(files);
  let now = 0;
  const use = (changes: Readonly<Record<string, number>>): void => {
    for (const [thread, ms] of Object.entries(changes))
      files.set(`/proc/${thread}/schedstat`, `${ms * 1e6} 77 5\n`);
  };
  use(threads);
  const exist = (...which: string[]): void => {
    files.set('/proc/2/task/2/children', `${which.join(' ')} `);
  };
  exist(...Object.keys(threads));
  const kernel = new KernelThreads(
    {
      ...found,
      read: (path) => {
        reads.push(path);
        return found.read(path);
      },
    },
    () => now,
  );
  return {
    ...{ kernel, use, exist, files },
    pass: (ms: number) => {
      now += ms;
    },
    /** Threads of which the time was read since it was last asked. */
    asked: () => reads.splice(0).flatMap((path) => /^\/proc\/(\d+)\/schedstat$/.exec(path)?.[1] ?? []),
  };
}

test('what the threads used between two moments', () => {
  const { kernel, use } = machine({ 10: 500, 11: 20 });
  const before = kernel.times();
  use({ 10: 530, 11: 21 });
  expect(kernel.usedSince(before)).toBe(31);
});

test('a thread that has ended, and one that has its number, are left out; one that came in between as well', () => {
  const { kernel, use, files, exist } = machine({ 10: 500, 11: 20 });
  const before = kernel.times();
  files.delete('/proc/10/schedstat');
  use({ 11: 3, 12: 100 });
  exist('11', '12');
  expect(kernel.usedSince(before)).toBe(0);
});

test('all are looked at once a second; in between only those that have worked lately', () => {
  const { kernel, use, pass, asked } = machine({ 10: 500, 11: 20, 12: 0 });
  kernel.times();
  expect(new Set(asked())).toEqual(new Set(['10', '11', '12']));
  // Two looks later, and a minute after all were new.
  pass(1000);
  use({ 10: 550 });
  kernel.times();
  pass(61_000);
  use({ 10: 600 });
  asked();
  const before = kernel.times();
  expect([...before.keys()]).toEqual(['10']);
  expect(asked()).toEqual(['10', '11', '12', '10']);
  pass(999);
  kernel.times();
  expect(asked()).toEqual(['10']);
  // One that works again is seen at the next look.
  use({ 12: 5 });
  pass(1);
  expect([...kernel.times().keys()]).toEqual(['10', '12']);
});

test('of which nothing is known yet are asked until two looks have seen them do nothing', () => {
  const { kernel, use, pass, asked, exist } = machine({ 10: 500, 11: 20 });
  const askedAgain = () => {
    kernel.times();
    asked();
    kernel.times();
    return asked();
  };
  expect(askedAgain()).toEqual(['10', '11']);
  pass(1000);
  use({ 10: 501, 12: 1 });
  exist('10', '11', '12');
  expect(askedAgain()).toEqual(['10', '11', '12']);
  pass(1001);
  expect(askedAgain()).toEqual(['10', '12']);
  pass(1000);
  expect(askedAgain()).toEqual(['10']);
});

test('in a container, where another process has the number, there are none', () => {
  const { kernel } = machine({ 10: 500 }, 'node');
  expect(kernel.times().size).toBe(0);
  expect(kernel.usedSince(new Map())).toBe(0);
});
