import path from 'node:path';
import { execa } from 'execa';

const module = 'github.com/wagoodman/dive/cmd/dive@latest';

/** The machine's dive, or one that its go command builds into `folder`; a text says why there is none. */
export async function findDive(
  folder: string,
): Promise<{ readonly program: string } | { readonly reason: string }> {
  const installed = await execa('dive', ['--version'], { reject: false });
  if (!installed.failed) return { program: 'dive' };
  const env = { GOFLAGS: '-mod=mod', GOBIN: folder };
  const built = await execa('go', ['install', module], { env, reject: false });
  return built.failed
    ? {
        reason: `there is no dive, and go cannot build it (${built.shortMessage?.split('\n', 1)[0] ?? 'it failed'})`,
      }
    : { program: path.join(folder, 'dive') };
}
