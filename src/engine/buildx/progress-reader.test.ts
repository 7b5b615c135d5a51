import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerfileSteps } from '../../dockerfile/dockerfile-steps.ts';
import { ProgressReader, timestampMs } from './progress-reader.ts';

/** Reads what a real engine (26.1.5, buildx 0.13.1) printed; updates of transfers (`statuses`) were taken out. */
function recorded(name: 'cold' | 'warm' | 'failing', onStep?: (step: string) => void): ProgressReader {
  const reader = new ProgressReader(onStep);
  reader.push(readFileSync(path.join(import.meta.dirname, `${name}-build.fixture.txt`), 'utf8'));
  reader.end();
  return reader;
}

interface Sent {
  readonly digest?: string;
  readonly name?: string;
  readonly started?: number;
  readonly completed?: number;
  readonly cached?: boolean;
  readonly error?: string;
  readonly inputs?: string[] | null;
}

/** Times as milliseconds after noon, each vertex as a document of its own. */
function reading(...vertexes: Sent[]): ProgressReader {
  const reader = new ProgressReader();
  const time = (ms: number | undefined) =>
    ms === undefined ? ms : new Date(Date.UTC(2026, 0, 1, 12) + ms).toISOString();
  for (const { digest = 'a', name = `[${digest} 2/3] RUN it`, started, completed, ...rest } of vertexes) {
    const vertex = { digest, name, started: time(started), completed: time(completed), ...rest };
    reader.push(`${JSON.stringify({ vertexes: [vertex] })}\n`);
  }
  return reader;
}

const steps = (reader: ProgressReader) =>
  reader.steps().map(({ name, startedMs, durationMs }) => [name, startedMs, durationMs]);

describe('a vertex is sent many times and merged by its digest', () => {
  test('started, then completed', () => {
    expect(steps(reading({ started: 0 }, { started: 0, completed: 40 }))).toEqual([
      ['[a 2/3] RUN it', 0, 40],
    ]);
  });

  test.each<[string, Sent[], number]>([
    [
      'two intervals add up, the gap between them does not',
      [
        { started: 0, completed: 10 },
        { started: 50, completed: 55 },
      ],
      15,
    ],
    [
      'an interval that is sent again counts once',
      [
        { started: 0, completed: 10 },
        { started: 0, completed: 10 },
      ],
      10,
    ],
    [
      'an interval that is sent again does not reopen the step',
      [
        { started: 0, completed: 10 },
        { started: 0, completed: 10 },
        { started: 50, completed: 55 },
      ],
      15,
    ],
    [
      'overlapping intervals count once',
      [
        { started: 0, completed: 10 },
        { started: 5, completed: 20 },
      ],
      20,
    ],
    [
      'an interval inside another adds nothing',
      [
        { started: 0, completed: 30 },
        { started: 5, completed: 20 },
      ],
      30,
    ],
    [
      'a start that is sent again does not move the first',
      [{ started: 0 }, { started: 0 }, { started: 0, completed: 8 }],
      8,
    ],
    ['one that never completed has run for no known time', [{ started: 0 }], 0],
  ])('%s', (_, sent, durationMs) => {
    expect(reading(...sent).steps()).toMatchObject([{ startedMs: 0, durationMs }]);
  });

  test('one that never started is no step', () => {
    expect(reading({ digest: 'a' }, { digest: 'b', started: 5, completed: 6 }).steps()).toHaveLength(1);
  });

  test('cached stays, whichever message says so', () => {
    expect(
      reading({ started: 0, cached: true, completed: 1 }, { started: 0, completed: 1 }).steps(),
    ).toMatchObject([{ cached: true }]);
  });

  test.each([[undefined], [null], [[]]])('inputs %j: it waits for nothing', (inputs) => {
    const sent = inputs === undefined ? {} : { inputs };
    expect(reading({ started: 0, completed: 1, ...sent }).steps()).toMatchObject([{ inputs: [] }]);
  });

  test('steps are in order of their start, counted from the first', () => {
    const reader = reading(
      { digest: 'late', started: 700, completed: 800 },
      { digest: 'early', started: 500, completed: 650 },
    );
    expect(steps(reader)).toEqual([
      ['[early 2/3] RUN it', 0, 150],
      ['[late 2/3] RUN it', 200, 100],
    ]);
  });
});

test('what is sent of the context is the last that is said of it; other transfers are none of it', () => {
  const names = { c: '[internal] load build context', i: '[internal] load .dockerignore' };
  const reader = reading(
    ...Object.entries(names).map(([digest, name]) => ({ digest, name, started: 0, completed: 1 })),
  );
  const sent = (vertex: string, id: string, current: number) =>
    reader.push(`${JSON.stringify({ statuses: [{ id, vertex, current }] })}\n`);
  sent('c', 'transferring context:', 27);
  sent('c', 'transferring context:', 45_120_000);
  sent('c', 'sending tarball', 7);
  sent('i', 'transferring context:', 2);
  sent('unknown', 'transferring context:', 3);
  expect(reader.steps().map(({ sentBytes }) => sentBytes)).toEqual([45_120_000, undefined]);
});

describe('a failed build', () => {
  const canceled = 'process did not complete: context canceled: context canceled';

  test('names the step that failed by itself, not a sibling that was cancelled because of it', () => {
    const reader = reading(
      { digest: 'sibling', error: canceled },
      { digest: 'culprit', error: 'exit code: 7' },
    );
    expect(reader.failure()).toMatchObject({ step: '[culprit 2/3] RUN it', message: 'exit code: 7' });
  });

  test('names a cancelled step if there is no other', () => {
    expect(reading({ error: canceled }).failure()).toMatchObject({ step: '[a 2/3] RUN it' });
  });

  test('keeps the last 20 lines of the step’s output', () => {
    const reader = reading({ error: 'exit code: 1' });
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join('');
    reader.push(
      `${JSON.stringify({ logs: [{ vertex: 'a', data: Buffer.from(lines).toString('base64') }] })}\n`,
    );
    expect(reader.failure()?.logTail).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`));
  });

  test('is told from a good one', () => {
    expect(reading({ started: 0, completed: 1 }).failure()).toBeUndefined();
  });
});

test('output that is not progress is kept as text', () => {
  const reader = new ProgressReader();
  reader.push('ERROR: unknown flag\n{"vertexes":"nonsense"}\n');
  reader.end();
  expect(reader.text).toEqual(['ERROR: unknown flag', '{"vertexes":"nonsense"}']);
});

describe('recorded from a real engine', () => {
  const counted = (name: 'cold' | 'warm') =>
    recorded(name)
      .steps()
      .filter(({ cacheable }) => cacheable)
      .map((step) => `${step.cached ? 'cached  ' : 'executed'} ${step.name}`);

  test('a build without cache executes every step of the Dockerfile', () => {
    expect(counted('cold')).toEqual([
      'executed [build 1/4] WORKDIR /w',
      'executed [build 2/4] COPY a.txt .',
      'executed [build 3/4] RUN sha256sum a.txt > sum',
      'executed [stage-1 1/2] COPY --from=build /w/sum /sum',
    ]);
  });

  test('the same build again takes every one of them from the cache', () => {
    expect(counted('warm').toSorted()).toEqual([
      'cached   [build 1/4] WORKDIR /w',
      'cached   [build 2/4] COPY a.txt .',
      'cached   [build 3/4] RUN sha256sum a.txt > sum',
      'cached   [stage-1 1/2] COPY --from=build /w/sum /sum',
    ]);
  });

  test('a step takes from its start to its completion, to the nanosecond it was sent with', () => {
    const run = recorded('cold')
      .steps()
      .find(({ name }) => name.includes('sha256sum'));
    // 43.129391465 s - 42.981604101 s
    expect(run?.durationMs).toBeCloseTo(147.787364, 2);
  });

  // Digests as they stand in the fixture, the first 12 digits of each.
  const base = '528542972fe9';
  test.each([
    ['[context debian:trixie-slim] stagebench-base/debian:trixie-slim', base, []],
    ['[internal] load build context', '1cb03084cfb0', []],
    ['[build 1/4] WORKDIR /w', '42959befd772', [base]],
    ['[build 2/4] COPY a.txt .', 'b8f5eaed246e', ['42959befd772', '1cb03084cfb0']],
    ['[build 3/4] RUN sha256sum a.txt > sum', '610f9c13d5f7', ['b8f5eaed246e']],
    ['[stage-1 1/2] COPY --from=build /w/sum /sum', 'fa4fb0a313cc', [base, '610f9c13d5f7']],
    ['exporting to image', 'f2a61d51af1e', []],
  ])('%s has its id, and the ids of what it waits for', (name, id, inputs) => {
    const short = (digest: string) => /^sha256:([0-9a-f]{12})[0-9a-f]{52}$/.exec(digest)?.[1];
    const step = recorded('cold')
      .steps()
      .find((one) => one.name === name);
    expect([step?.id, ...(step?.inputs ?? [])].map((digest = '') => short(digest))).toEqual([id, ...inputs]);
  });

  test('each step of the Dockerfile has its stage and its instruction', () => {
    const parts = recorded('cold')
      .steps()
      .filter(({ cacheable }) => cacheable);
    expect(parts.map(({ stage, instruction }) => [stage, instruction])).toEqual([
      ['build', 'WORKDIR /w'],
      ['build', 'COPY a.txt .'],
      ['build', 'RUN sha256sum a.txt > sum'],
      ['stage-1', 'COPY --from=build /w/sum /sum'],
    ]);
  });

  test('a failing build names the step, its error and its output', () => {
    expect(recorded('failing').failure()).toEqual({
      step: '[bad 1/2] RUN echo first; echo second >&2; exit 7',
      message:
        'process "/bin/sh -c echo first; echo second >&2; exit 7" did not complete successfully: exit code: 7',
      logTail: ['first', 'second'],
    });
  });

  test('each step is announced once, when it starts', () => {
    const announced: string[] = [];
    const reader = recorded('cold', (step) => announced.push(step));
    expect(announced.toSorted()).toEqual(
      reader
        .steps()
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});

test.each([
  ['2026-11-23T13:16:43Z', 0],
  ['2026-11-23T13:16:43.5Z', 500],
  ['2026-11-23T13:16:43.65572506Z', 655.72506],
  ['2026-11-23T14:16:43.000250000+01:00', 0.25],
])('%s is read with all its digits', (text, ms) => {
  expect(timestampMs(text) - Date.UTC(2026, 10, 23, 13, 16, 43)).toBeCloseTo(ms, 3);
});

test('steps have the names that the reader of Dockerfiles gives them', () => {
  const dockerfile = `
FROM debian:trixie-slim AS build
WORKDIR /w
COPY a.txt .
RUN sha256sum a.txt > sum

FROM debian:trixie-slim
COPY --from=build /w/sum /sum
CMD ["cat", "/sum"]
`;
  const built = recorded('cold')
    .steps()
    .filter(({ kind }) => kind === 'step');
  const read = dockerfileSteps(dockerfile).map(
    ({ stage, number, instruction }) => `[${stage} ${number}] ${instruction}`,
  );
  expect(built).toHaveLength(4);
  expect(built.map(({ name }) => name)).toEqual(read);
});
