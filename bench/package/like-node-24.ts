import { DisposableStackOfNode22, LaterError } from './disposable-stack.ts';

/** Gives Node 22 what this program takes from Node 24. */
export function makeLikeNode24(): void {
  const missing = { SuppressedError: LaterError, AsyncDisposableStack: DisposableStackOfNode22 };
  for (const [name, value] of Object.entries(missing))
    if (!(name in globalThis))
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
