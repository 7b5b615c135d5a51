import { execa } from 'execa';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CliOptions {
  /** Laid over the environment; `undefined` takes a variable away. */
  readonly env?: Environment;
  /** User and group id to run as. */
  readonly uid?: number;
}

/** Starts `stagebench` as the npm scripts do. Await it for exit code, stdout and stderr; it never rejects. */
export function startCli(root: string, words: readonly string[], options: CliOptions = {}) {
  const { env = {}, uid } = options;
  return execa(process.execPath, ['bench/cli.js', ...words], {
    cwd: root,
    env: { ...env, NO_COLOR: '1' },
    reject: false,
    stdin: 'ignore',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** Starts it on a terminal of its own, as script(1) makes it. What is written to stdin is typed there. */
export function startOnTerminal(root: string, words: readonly string[], env: Environment = {}) {
  const program = [process.execPath, 'bench/cli.js', ...words].map((word) => `'${word}'`).join(' ');
  const command = `stty cols 200 rows 50; exec ${program}`;
  return execa('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd: root,
    env: { ...env, NO_COLOR: '1', TERM: 'xterm', SHELL: '/bin/sh' },
    reject: false,
    stdin: 'pipe',
  });
}

/** Ctrl-C as a terminal sends it. */
export const ctrlC = '\u0003';

/** Resolves when the text has appeared in what a process prints; rejects if it ends before. */
export function printed(
  subprocess: ReturnType<typeof startCli> | ReturnType<typeof startOnTerminal>,
  text: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const look = (chunk: Buffer): void => {
      seen += chunk.toString('utf8');
      if (seen.includes(text)) resolve();
    };
    subprocess.stdout.on('data', look);
    subprocess.stderr.on('data', look);
    void subprocess.then(() => reject(new Error(`it ended without printing "${text}":\n${seen}`)));
  });
}
