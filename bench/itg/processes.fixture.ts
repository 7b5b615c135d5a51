import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';

/** Command lines of all processes of this machine, those in containers of a local engine included. */
export async function processes(): Promise<string[]> {
  const { stdout } = await execa('ps', ['-eo', 'pid,args', '--no-headers', '-ww']);
  return stdout.split('\n').map((line) => line.trim());
}

/** Resolves when a process with exactly these arguments runs; rejects if `run` ends before. */
export async function processStarted(
  args: string,
  run: PromiseLike<{ stdout: string; stderr: string }>,
): Promise<void> {
  let ended: { stdout: string; stderr: string } | undefined;
  void run.then((result) => (ended = result));
  while (!(await processes()).some((line) => line.replace(/^\d+ /, '') === args)) {
    if (ended !== undefined)
      throw new Error(`it ended before "${args}" started:\n${ended.stdout}\n${ended.stderr}`);
    await pause(100);
  }
}

/** Resolves when no process has the text among its arguments. */
export async function processesEnded(text: string): Promise<void> {
  while ((await processes()).some((line) => line.includes(text))) await pause(100);
}
