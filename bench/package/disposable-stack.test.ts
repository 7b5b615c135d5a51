import { describe, expect, test } from 'vitest';
import { DisposableStackOfNode22, LaterError } from './disposable-stack.ts';

/** What both stacks can do. */
interface Stack extends Pick<AsyncDisposableStack, 'use' | 'defer' | 'adopt' | 'disposed' | 'disposeAsync'> {
  move(): Stack;
}

/** An error as text, with those that came before it. */
const told = (error: unknown): string =>
  error instanceof SuppressedError || error instanceof LaterError
    ? `${error.name}: ${told(error.error)} after ${told(error.suppressed)}`
    : (error as Error).message;

const outcome = (what: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(what)
    .then(
      (value) => `gives ${String(value)}`,
      (error: unknown) =>
        error instanceof TypeError || error instanceof ReferenceError ? error.name : told(error),
    );

const fail = (text: string) => (): never => {
  throw new Error(text);
};

/** Each tries one thing on a stack, and says what happened. */
const cases: Record<string, (stack: Stack, seen: string[]) => unknown> = {
  'nothing to close': (stack) => stack.disposeAsync(),
  'the last one is closed first, one after the other': (stack, seen) => {
    stack.defer(async () => {
      await Promise.resolve();
      seen.push('first');
    });
    stack.adopt('value', (value) => void seen.push(value));
    stack.use({ [Symbol.dispose]: () => void seen.push('disposed') });
    stack.use({ [Symbol.asyncDispose]: async () => void seen.push('disposed later') });
    stack.use(null);
    return stack.disposeAsync();
  },
  'one that can be closed in both ways is closed in the patient one': (stack, seen) => {
    stack.use({
      [Symbol.dispose]: () => void seen.push('at once'),
      [Symbol.asyncDispose]: async () => void seen.push('later'),
    });
    return stack.disposeAsync();
  },
  'it closes once': async (stack, seen) => {
    stack.defer(() => void seen.push('closed'));
    await stack.disposeAsync();
    await stack.disposeAsync();
    return stack.disposed;
  },
  'an error does not keep the others open': (stack, seen) => {
    stack.defer(() => void seen.push('closed'));
    stack.defer(fail('one'));
    return stack.disposeAsync();
  },
  'three errors': (stack) => {
    stack.defer(fail('one'));
    stack.defer(() => Promise.reject(new Error('two')));
    stack.defer(fail('three'));
    return stack.disposeAsync();
  },
  'what was moved is closed by the other': async (stack, seen) => {
    stack.defer(() => void seen.push('closed'));
    const other = stack.move();
    await stack.disposeAsync();
    seen.push('then');
    await other.disposeAsync();
    return `${stack.disposed} ${other.disposed}`;
  },
  'use of a closed one': async (stack) => {
    await stack.disposeAsync();
    stack.defer(() => {});
  },
  'use of what cannot be closed': (stack) => stack.use({} as Disposable),
  'what it gives back': (stack) => {
    const adopted = stack.adopt('a', async () => {});
    return [adopted, String(stack.use(null))].join();
  },
};

describe('the stack that Node 22 gets does what the one of Node 24 does', () => {
  test.each(Object.entries(cases))('%s', async (_, what) => {
    const of = async (stack: Stack): Promise<readonly [string, readonly string[]]> => {
      const seen: string[] = [];
      return [await outcome(() => what(stack, seen)), seen];
    };
    const known = await of(new AsyncDisposableStack());
    expect(await of(new DisposableStackOfNode22())).toEqual(known);
  });
});
