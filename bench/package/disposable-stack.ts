/** As ECMAScript 2026 has it: an error that came while another one was on its way. */
export class LaterError extends Error {
  override readonly name = 'SuppressedError';
  readonly error: unknown;
  readonly suppressed: unknown;

  constructor(error: unknown, suppressed: unknown, message?: string) {
    super(message);
    this.error = error;
    this.suppressed = suppressed;
  }
}

type Close = () => unknown;

/**
 * `AsyncDisposableStack`, as far as Stagebench uses it (https://tc39.es/proposal-explicit-resource-management/): Node has its own from
 * 24 on.
 */
export class DisposableStackOfNode22 implements AsyncDisposable {
  #closes: Close[] | undefined = [];

  get disposed(): boolean {
    return this.#closes === undefined;
  }

  use<Value extends AsyncDisposable | Disposable | null | undefined>(value: Value): Value {
    const open = this.#open();
    const closable: Partial<AsyncDisposable & Disposable> | null | undefined = value;
    if (closable === null || closable === undefined) return value;
    const close: Close | undefined = closable[Symbol.asyncDispose] ?? closable[Symbol.dispose];
    if (close === undefined) throw new TypeError('It cannot be disposed of.');
    open.push(() => close.call(value));
    return value;
  }

  defer(close: Close): void {
    this.#open().push(close);
  }

  adopt<Value>(value: Value, close: (value: Value) => unknown): Value {
    this.#open().push(() => close(value));
    return value;
  }

  move(): DisposableStackOfNode22 {
    const moved = new DisposableStackOfNode22();
    moved.#closes = this.#open();
    this.#closes = undefined;
    return moved;
  }

  async disposeAsync(): Promise<void> {
    const closes = this.#closes ?? [];
    this.#closes = undefined;
    const thrown: { readonly error: unknown }[] = [];
    for (const close of closes.toReversed()) {
      try {
        await close();
      } catch (error) {
        const before = thrown.pop();
        thrown.push({ error: before === undefined ? error : new LaterError(error, before.error) });
      }
    }
    if (thrown[0] !== undefined) throw thrown[0].error;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAsync();
  }

  #open(): Close[] {
    if (this.#closes === undefined) throw new ReferenceError('It has been disposed of.');
    return this.#closes;
  }
}
