import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Visit } from '../../src/domain/run/plan.ts';
import { runEvents } from '../../src/domain/run/run-events.ts';
import { createDisplay } from './create-display.ts';

// Only the timers that the display sets: time goes on when a test says so.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const visit: Visit = {
  ...{ app: 'go', strategy: 'slim', scenario: 'cold', phase: 'measure', round: 1, sequence: 1 },
};

/** A display that writes into a text; a terminal if it is told so. */
function place({ quiet = false, isTTY = false } = {}) {
  const written: string[] = [];
  const stderr = Object.assign(
    new Writable({
      write: (chunk: Buffer, _, done) => {
        written.push(String(chunk));
        done();
      },
    }),
    { isTTY, columns: 100, rows: 30 },
  ) as unknown as NodeJS.WriteStream;
  let ms = 0;
  const clock = { monotonicMs: () => ms, date: () => new Date(0), pause: () => Promise.resolve() };
  const { signal } = new AbortController();
  const display = createDisplay(quiet, { clock, stderr, signal });
  const recorder = { visit: () => Promise.resolve(), image: () => Promise.resolve() };
  return {
    ...{ display, written },
    events: runEvents(
      recorder,
      display.follow(() => Object.assign([visit], { builds: 1 })),
    ),
    pass: (seconds: number) => {
      for (let step = 0; step < 20 * seconds; step += 1) {
        ms += 50;
        vi.advanceTimersByTime(50);
      }
    },
  };
}

describe('where nobody watches', () => {
  test('a line a half minute says what goes on, though a visit takes minutes', () => {
    const { written, events, pass } = place();
    events.visitStarted(visit);
    events.stepStarted(visit, '[build 1/2] RUN compile');
    pass(29);
    expect(written).toEqual([]);
    pass(1);
    expect(written).toEqual(['1/1  round 1  go/slim cold  30.0 s: [build 1/2] RUN compile\n']);
    events.activity(visit, 'reading 18 images');
    pass(60);
    expect(written.slice(1)).toEqual([
      ...['1/1  round 1  go/slim cold  60.0 s: reading 18 images\n'],
      ...['1/1  round 1  go/slim cold  90.0 s: reading 18 images\n'],
    ]);
  });

  test('no line is written more than that: one that was written anyway counts', () => {
    const { display, written, pass } = place();
    pass(20);
    display.note('building base debian:13');
    pass(29);
    expect(written).toEqual(['building base debian:13\n']);
    pass(1);
    expect(written[1]).toBe('  still at it after 30.0 s: building base debian:13\n');
  });

  test('what a terminal would show in passing is named', () => {
    const { display, written, pass } = place();
    display.passing('reading image.tar');
    pass(30);
    expect(written).toEqual(['  still at it after 30.0 s: reading image.tar\n']);
  });

  test('nothing more is written after its end', () => {
    const { display, written, pass } = place();
    display.end();
    pass(120);
    expect(written).toEqual([]);
  });
});

test('--quiet writes nothing at all, however long it takes', () => {
  const { events, display, written, pass } = place({ quiet: true });
  events.visitStarted(visit);
  display.note('a note');
  pass(120);
  expect(written).toEqual([]);
});

test('a terminal is redrawn at most ten times a second', () => {
  const { events, display, written, pass } = place({ isTTY: true });
  events.visitStarted(visit);
  pass(8);
  display.end();
  const frames = written.filter((text) => text.includes('go/slim cold'));
  expect(frames.length).toBeGreaterThan(5);
  expect(frames.length).toBeLessThanOrEqual(80);
});

test('what a builder says cannot act on a terminal, and the lines are redrawn as ever', () => {
  const { events, display, written, pass } = place({ isTTY: true });
  events.visitStarted(visit);
  events.stepStarted(visit, '[1/2] RUN \x1b]0;owned\x07\x9b2J https://u:p@host');
  pass(8);
  display.passing('reading \x1b[2Jx');
  display.end();
  const all = written.join('');
  expect(all).toContain('RUN \\x1b]0;owned\\x07\\x9b2J https://***@host');
  expect(all).toContain('reading \\x1b[2Jx');
  // What log-update itself writes: it clears lines.
  expect(all).toContain('\x1b[');
  for (const hostile of ['\x1b]', '\x07', '\x9b', '\x1b[2J']) expect(all).not.toContain(hostile);
});
