import { StagebenchError } from '../../domain/errors.ts';
import { execaInTime } from '../../node/execa-in-time.ts';

/** A buildx builder, and the environment in which its client knows it. */
export interface BuilderClient {
  readonly name: string;
  /** Variables to lay over the process environment for the CLI; `undefined` takes one away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long the client may take for an answer; ms. A context that hangs would be waited for without end. */
  readonly answerMs?: number;
}

/** buildx itself gives up on a node after 20 s. */
const usualAnswerMs = 30_000;

/** How long emptying a cache may take; ms. */
export const pruneMs = 600_000;

/** What a call of buildx printed. */
interface Answer {
  readonly failed: boolean;
  readonly stdout: string;
  /** What it says went wrong: the line after `ERROR: `, or its last one. */
  readonly error: string;
}

/** Asks buildx. Rejects with BUILDER_UNREACHABLE if it does not answer in time, BUILDX_MISSING if there is none. */
export async function askBuildx(
  { name, environment, answerMs = usualAnswerMs }: BuilderClient,
  words: readonly string[],
  timeout = answerMs,
): Promise<Answer> {
  const result = await execaInTime('docker', ['buildx', ...words], {
    ...{ env: environment, reject: false, stdin: 'ignore', timeout },
  });
  if (result.timedOut)
    throw new StagebenchError(
      'BUILDER_UNREACHABLE',
      `Builder "${name}": \`docker buildx ${words.join(' ')}\` did not end within ${timeout / 1000} s.`,
    );
  if (result.code === 'ENOENT')
    throw new StagebenchError('BUILDX_MISSING', 'There is no docker CLI on the PATH.');
  return { failed: result.failed, stdout: result.stdout, error: errorIn(result.stderr) };
}

const errorIn = (text: string): string =>
  /^ERROR: (.*)$/m.exec(text)?.[1]?.trim() ?? text.trim().split('\n').at(-1) ?? '';
