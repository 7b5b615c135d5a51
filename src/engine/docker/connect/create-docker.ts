import type { IncomingMessage } from 'node:http';
import { pipeline, Transform, type Readable } from 'node:stream';
import Modem from 'docker-modem';
import Dockerode from 'dockerode';
import { ConnectionError } from './api-error.ts';
import { deadlineMs, usualDeadlines, type Deadlines } from './deadlines.ts';
import { transportOf, type DockerEndpoint } from './endpoint.ts';
import { readDocument } from './read-document.ts';
import { watchSilence } from './watch-silence.ts';

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
  const dialInTime = inTime(dial, modem as unknown as PayloadMaker, deadlines);
  modem.dial = dialInTime;
  // @types/dockerode does not know that a modem can be given: https://github.com/apocas/dockerode#getting-started
  return new Dockerode({ modem } as Dockerode.DockerOptions);
}

/** What docker-modem makes of a whole answer: a result, or an error with `statusCode`. Its types call it private. */
interface PayloadMaker {
  buildPayload(
    error: undefined,
    isStream: false,
    statusCodes: Dial['statusCodes'],
    openStdin: false,
    request: object,
    response: IncomingMessage,
    document: Buffer | object,
    answer: Answer,
  ): void;
}

/** docker-modem reads the document of an error by itself, however long it is, unless every status is a good one. */
const everyStatus: Dial['statusCodes'] = new Proxy({}, { get: () => true });

/**
 * Dials so that a request ends that is not answered whole in time, or is larger than any answer. One for a stream may take as
 * long as it goes: it ends when it is silent and the engine answers no ping.
 */
function inTime(dial: Modem['dial'], maker: PayloadMaker, deadlines: Deadlines): Modem['dial'] {
  const dialInTime: Modem['dial'] = (request, answer) => {
    const controller = new AbortController();
    const { abortSignal, file, statusCodes = {}, isStream = false } = request;
    const signal =
      abortSignal === undefined ? controller.signal : AbortSignal.any([abortSignal, controller.signal]);
    let isAnswered = false;
    let stream: Readable | undefined;
    const answerOnce: Answer = (error, result) => {
      if (isAnswered) return;
      isAnswered = true;
      if (stream === undefined) watch.stop();
      answer?.(error, result);
    };
    const end = (error: Error): void => {
      answerOnce(error, null);
      stream?.destroy(error);
      controller.abort(error);
    };
    const watch = isStream
      ? watchSilence({
          silentMs: deadlines.silenceMs,
          // Whoever reads a stream decides when it flows.
          ping: async () => (stream?.readableLength ?? 0) > 0 || (await ping()),
          lost: (error) => {
            const silent = `nothing came for ${deadlines.silenceMs / 1000} s`;
            end(new ConnectionError(`${silent}, and no answer to a ping`, { cause: error }));
          },
        })
      : endLate(deadlineMs(request, deadlines), end);
    const counted = isReadable(file) ? throughCounter(file, watch.heard) : undefined;
    const wanted = { ...request, ...(counted && { file: counted }), abortSignal: signal };
    dial({ ...wanted, isStream: true, statusCodes: everyStatus }, (error, result) => {
      if (error !== null) {
        answerOnce(error, null);
        return;
      }
      const response = result as IncomingMessage;
      if (isStream && (statusCodes as Record<number, unknown>)[response.statusCode ?? 0] === true) {
        stream = response;
        follow(response, watch);
        answerOnce(null, response);
        return;
      }
      readDocument(response).then((document) => {
        maker.buildPayload(undefined, false, statusCodes, false, {}, response, document, answerOnce);
      }, end);
    });
  };
  const ping = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const asked = { path: '/_ping', method: 'GET', statusCodes: { 200: true, 500: 'server error' } };
      dialInTime(asked, (error, result) => {
        if (error === null) resolve(result);
        else reject(error);
      });
    });
  return dialInTime;
}

interface Watch {
  readonly heard: () => void;
  readonly stop: () => void;
}

/** Ends what is not there whole in so many ms, however much of it has come. */
function endLate(ms: number, end: (error: Error) => void): Watch {
  const timer = setTimeout(() => {
    end(new ConnectionError(`no whole answer within ${ms / 1000} s`));
  }, ms);
  return { heard: () => {}, stop: () => clearTimeout(timer) };
}

/** Whoever reads the stream decides when it flows; its connection does in any case. */
function follow(stream: IncomingMessage, watch: Watch): void {
  const { socket } = stream;
  socket.on('data', watch.heard);
  stream.once('close', () => {
    watch.stop();
    socket.off('data', watch.heard);
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
