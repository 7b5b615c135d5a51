import { copyFile, cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { rootFolder } from '../context.ts';

/** A copy of this checkout, where definitions can be broken on purpose. */
export interface Checkout extends AsyncDisposable {
  readonly root: string;
  readonly results: string;
  /** Replaces the Dockerfile of go/<strategy>. */
  writeDockerfile(strategy: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Copies what git knows, and new files that it does not ignore; packages are linked. The go app becomes its compiled
 * program, so that a build of it takes a second: its Dockerfiles are to be replaced by such as `quickDockerfile`.
 */
export async function copyCheckout(goApp: string): Promise<Checkout> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-checkout-')));
  const { stdout } = await execa('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: rootFolder,
  });
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    // A file may be deleted and not yet committed.
    await copyFile(path.join(rootFolder, file), path.join(root, file)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  }
  await symlink(path.join(rootFolder, 'node_modules'), path.join(root, 'node_modules'));
  const app = path.join(root, 'sample-apps/go');
  const definition = await readFile(path.join(app, 'app.ts'));
  await rm(app, { recursive: true });
  await cp(goApp, app, { recursive: true });
  await writeFile(path.join(app, 'app.ts'), definition);
  const remove = () => rm(root, { recursive: true, force: true });
  return {
    root,
    results: path.join(root, 'results'),
    writeDockerfile: (strategy, text) =>
      writeFile(path.join(root, 'strategies', strategy, 'go.Dockerfile'), text),
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

/** A working image of the go app in four quick steps. */
export function quickDockerfile(parts: { step?: string; command?: string } = {}): string {
  const { step = 'RUN touch /built', command = '["server"]' } = parts;
  return `FROM debian:trixie-slim
COPY server /usr/local/bin/server
COPY ca-certificates.crt /etc/ssl/certs/
${step}
USER nobody
EXPOSE 8080
CMD ${command}
`;
}
