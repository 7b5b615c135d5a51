import type { Agent as HttpAgent } from 'node:http';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Duplex } from 'node:stream';
import { Agent } from '../../../node/http.ts';
import { ConnectionError } from './api-error.ts';

/** So much of what ssh says is kept; characters. */
const keptLength = 4000;

/** Makes each connection by a process of the user's ssh, with its configuration, keys and known hosts. */
export function sshAgent(args: readonly string[], environment: NodeJS.ProcessEnv): HttpAgent {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => new SshConnection(args, environment);
  return agent;
}

/** Input and output of an ssh process as one connection; broken with what ssh said if it ends with a fault. */
class SshConnection extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #said = '';

  constructor(args: readonly string[], environment: NodeJS.ProcessEnv) {
    super();
    const child = spawn('ssh', args, { env: { ...process.env, ...environment }, stdio: 'pipe' });
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-keptLength);
    });
    // Why nothing is read any more is told when the process has ended.
    child.stdin.on('error', () => {});
    child.on('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no ssh on the PATH' : error.message;
      this.destroy(new ConnectionError(why, { cause: error }));
    });
    child.on('close', (exitCode) => {
      if (exitCode === 0) this.push(null);
      else this.destroy(new ConnectionError(this.#ending(exitCode)));
    });
  }

  #ending(exitCode: number | null): string {
    const last = this.#said.trimEnd().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? '';
    if (last === '') return `ssh ended with exit code ${exitCode ?? 'none'}`;
    return last.startsWith('ssh: ') ? last : `ssh: ${last}`;
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#child.stdin.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  // What node:http asks of a socket: https://nodejs.org/api/http.html#agentkeepsocketalivesocket
  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  /** Requests have deadlines of their own. */
  setTimeout(): this {
    return this;
  }

  ref(): this {
    for (const part of this.#parts()) part.ref?.();
    return this;
  }

  /** A connection that waits for the next request keeps no process alive. */
  unref(): this {
    for (const part of this.#parts()) part.unref?.();
    return this;
  }

  #parts(): readonly { ref?: () => unknown; unref?: () => unknown }[] {
    const { stdin, stdout, stderr } = this.#child;
    // Pipes to a child are sockets: https://nodejs.org/api/child_process.html#optionsstdio
    return [this.#child, ...([stdin, stdout, stderr] as object[])];
  }
}
