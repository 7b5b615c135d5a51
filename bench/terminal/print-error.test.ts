import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { StagebenchError } from '../../src/domain/errors.ts';
import { printError } from './print-error.ts';

function print(error: unknown, interrupted = false) {
  const stderr = new PassThrough();
  const exitCode = printError(error, stderr, interrupted);
  return { exitCode, text: String(stderr.read() ?? '') };
}

test('an error from the catalogue: what happened, where, what to do, and its own exit code', () => {
  expect(print(new StagebenchError('ENGINE_LOST', 'It is gone.', { where: 'results/1' })))
    .toMatchInlineSnapshot(`
      {
        "exitCode": 2,
        "text": "error ENGINE_LOST: It is gone.
        where: results/1
        what to do: The rows measured so far are kept. Read the log of the engine, then run \`npm run bench -- --resume\` to go on.
      ",
      }
    `);
});

test('an error that nobody foresaw keeps its stack', () => {
  expect(print(new RangeError('off by one'))).toMatchObject({
    exitCode: 2,
    text: expect.stringMatching(/RangeError: off by one\n\s+at /),
  });
});

test('whatever an interrupt made fail is told as the interrupt, not as a fault of its own', () => {
  expect(print(new RangeError('torn'), true)).toEqual({
    exitCode: 130,
    text: expect.stringMatching(/^error INTERRUPTED: .*\n {2}what to do: .*\n$/),
  });
});

test('an error while cleaning up does not hide the one that came first', () => {
  const first = new StagebenchError('DOCS_STALE', 'the first');
  const { exitCode, text } = print(
    new SuppressedError(new StagebenchError('ENGINE_LOST', 'the second'), first),
  );
  expect(exitCode).toBe(1);
  expect(text.indexOf('the first')).toBeLessThan(text.indexOf('the second'));
});
