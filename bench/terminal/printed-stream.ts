import { secretsIn } from '../../src/domain/masked.ts';
import { printed } from '../../src/domain/printed.ts';

/** The stream that a printed one writes to, for what has to move the cursor; and how it cleans a text. */
const behind = Symbol('behind');

interface Behind {
  readonly stream: NodeJS.WriteStream;
  readonly clean: (text: string) => string;
}

/**
 * The same stream, on which every text is written as it may be printed. It is the one way out: a name, an address or a log
 * from elsewhere can neither act on the terminal nor tell a secret of the environment. `more`: further secrets.
 */
export function printedStream(
  stream: NodeJS.WriteStream,
  environment: NodeJS.ProcessEnv,
  more: readonly string[] = [],
): NodeJS.WriteStream {
  const secrets = [...more, ...secretsIn(environment)];
  const clean = (text: string): string => printed(text, secrets);
  const write = (text: string | Uint8Array, ...rest: never[]): boolean =>
    stream.write(clean(typeof text === 'string' ? text : Buffer.from(text).toString('utf8')), ...rest);
  const own = { write, [behind]: { stream, clean } satisfies Behind };
  return Object.assign(Object.create(stream) as NodeJS.WriteStream, own);
}

/** What is behind a stream; one that is not printed is its own, and its texts are cleaned all the same. */
export function behindOf(stream: NodeJS.WriteStream): Behind {
  return (stream as { [behind]?: Behind })[behind] ?? { stream, clean: (text) => printed(text) };
}
