import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import { execaInTime } from '../../../node/execa-in-time.ts';
import { ProgressReader } from '../../buildx/progress-reader.ts';
import type { BuildOptions, BuildOutcome, BuildRequest } from '../../engine.ts';
import { makeTemporaryFolder } from '../../temporary-folder.ts';
import { watchSilence } from '../connect/watch-silence.ts';
import { buildCommand, type BuildTarget } from './build-command.ts';

/** How often the progress is read while a build goes on; ms. */
const readEveryMs = 250;

/** When a build has been silent for so long, the engine is asked whether it is there; a step may take as long as it wants. ms. */
const silentMs = 120_000;

/** Runs `docker buildx build` and reads its progress. Success is exit code 0 and no step with an error. */
export async function runBuild(
  request: BuildRequest,
  settings: BuildTarget & {
    environment: Readonly<Record<string, string | undefined>>;
    /** Rejects if the engine does not answer. */
    ping: () => Promise<void>;
    silentMs?: number;
  },
  options: BuildOptions = {},
): Promise<BuildOutcome> {
  const scratch = await makeTemporaryFolder('build');
  const idFile = path.join(scratch, 'image-id');
  const reader = new ProgressReader(options.onStep);
  const unread: string[] = [];
  const read = (): void => {
    for (const data of unread.splice(0)) reader.push(data);
  };
  // Reading competes with the build for the processor, so it is done seldom; a short build is read when it is over.
  const reading = setInterval(read, readEveryMs);
  const lost = new AbortController();
  const silence = watchSilence({
    ...{ silentMs: settings.silentMs ?? silentMs, ping: settings.ping },
    lost: (error) => lost.abort(error),
  });
  try {
    const raw: string[] = [];
    const command = buildCommand(request, { ...settings, idFile });
    let wallMs = 0;
    const child = execaInTime('docker', command, {
      // buildx would hand SOURCE_DATE_EPOCH on to every build by itself (https://github.com/docker/buildx/pull/1482).
      env: { ...settings.environment, SOURCE_DATE_EPOCH: undefined },
      stdin: 'ignore',
      stdout: 'ignore',
      buffer: false,
      reject: false,
      forceKillAfterDelay: 10_000,
      cancelSignal: options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal,
    });
    // The child runs from here on: what it takes to fork a harness of 150 MB is not the build's.
    const started = performance.now();
    child.nodeChildProcess.once('exit', () => {
      wallMs = performance.now() - started;
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (data: string) => {
      silence.heard();
      raw.push(data);
      unread.push(data);
    });
    const result = await child;
    clearInterval(reading);
    silence.stop();
    if (lost.signal.aborted) throw lost.signal.reason as Error;
    read();
    reader.end();
    const facts = { steps: reader.steps(), rawLog: raw.join(''), wallMs };
    if (options.signal?.aborted || result.signal === 'SIGINT' || result.exitCode === 130)
      return { ...facts, state: 'aborted' };
    if (result.code === 'ENOENT')
      throw new StagebenchError('BUILDX_MISSING', 'There is no docker CLI on the PATH.');
    const failure = reader.failure();
    if (result.exitCode === 0 && failure === undefined) {
      return { ...facts, state: 'built', imageId: (await readFile(idFile, 'utf8')).trim() };
    }
    return {
      ...facts,
      state: 'failed',
      failedStep: failure?.step ?? '',
      message:
        failure?.message ??
        (reader.text.at(-1) || `docker buildx build ended with exit code ${result.exitCode}`),
      logTail: failure?.logTail ?? reader.text.slice(-20),
    };
  } finally {
    clearInterval(reading);
    silence.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}
