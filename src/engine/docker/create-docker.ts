import { pipeline, Transform, type Readable } from 'node:stream';
import Modem from 'docker-modem';
import Dockerode from 'dockerode';
import { ConnectionError } from './connection-error.ts';
import { deadlineMs, usualDeadlines, watchSilence, type Deadlines } from './deadlines.ts';
import { transportOf, type DockerEndpoint } from './endpoint.ts';

type Dial = Parameters<Modem['dial']>[0];
type Answer = Parameters<Modem['dial']>[1];

/**
 * A client of the engine's API on which every request has a deadline. It knows nothing but its endpoint: docker-modem's own
 * constructor would lay DOCKER_HOST and DOCKER_CERT_PATH of the process over it. Throws ENGINE_UNREACHABLE.
 */
export function createDocker(
  { host, tls, environment }: Pick<DockerEndpoint, 'host' | 'tls' | 'environment'>,
  deadlines: Deadlines = usualDeadlines,
): Dockerode {
  const transport = transportOf(host, tls, environment);
  const modem = Object.assign(Object.create(Modem.prototype) as Modem, {
    ...{ headers: {}, protocol: 'http' as const },
    ...transport,
  });
  const dial = modem.dial.bind(modem);
  modem.dial = (request, answer) => dialInTime(dial, request, answer, deadlines);
  // @types/dockerode does not know that a modem can be given: https://github.com/apocas/dockerode#getting-started
  return new Dockerode({ modem } as Dockerode.DockerOptions);
}

/** Ends a request that is not answered whole in time, or whose stream falls silent. */
function dialInTime(dial: Modem['dial'], request: Dial, answer: Answer, deadlines: Deadlines): void {
  const controller = new AbortController();
  const { abortSignal } = request;
  const signal =
    abortSignal === undefined ? controller.signal : AbortSignal.any([abortSignal, controller.signal]);
  let isAnswered = false;
  const answerOnce: Answer = (error, result) => {
    if (isAnswered) return;
    isAnswered = true;
    clearTimeout(timer);
    answer?.(error, result);
  };
  const ms = deadlineMs(request, deadlines);
  const late = (): void => {
    const error = new ConnectionError(`no whole answer within ${ms / 1000} s`);
    answerOnce(error, null);
    controller.abort(error);
  };
  const timer = setTimeout(late, ms);
  const { file } = request;
  const counted = isReadable(file) ? throughCounter(file, () => timer.refresh()) : undefined;
  dial({ ...request, ...(counted && { file: counted }), abortSignal: signal }, (error, result) => {
    if (error === null && request.isStream === true && isReadable(result))
      watchSilence(result, deadlines.silenceMs);
    answerOnce(error, result);
  });
}

const isReadable = (value: unknown): value is Readable =>
  typeof value === 'object' && value !== null && 'pipe' in value;

/** The same bytes; tells of each piece. A fault of the source breaks what comes out. */
function throughCounter(source: Readable, onPiece: () => void): Readable {
  const counter = new Transform({
    transform(chunk, _, done) {
      onPiece();
      done(null, chunk);
    },
  });
  return pipeline(source, counter, () => {});
}
