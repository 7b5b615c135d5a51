import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { baseLabel } from '../../src/bases/local-bases.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { makeTemporaryFolder } from '../../src/engine/temporary-folder.ts';

interface FrontendHost {
  readonly engine: Pick<Engine, 'build' | 'removeImage'>;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/** Of a file that is built: its name, and who reads it. */
interface ReadByFrontend {
  readonly dockerfile: string;
  readonly frontend?: string | undefined;
}

const tag = 'stagebench/frontend:tried';

/** What BuildKit says where it finds no image. Nothing else in such a build needs one. */
const notFound = /resolve image config for|failed to resolve source metadata for/;

/**
 * Makes sure that the builder has the frontends that Dockerfiles name by `# syntax=`, or can pull them: a build of nothing by each. So none
 * is pulled in a timed build for the first time. Throws FRONTEND_MISSING.
 */
export async function provideFrontends(
  files: readonly ReadByFrontend[],
  { engine, signal, note }: FrontendHost,
): Promise<void> {
  const users = Map.groupBy(files, ({ frontend }) => frontend);
  for (const [frontend, all] of users) {
    if (frontend === undefined) continue;
    note(`asking the builder for the frontend ${frontend}`);
    const folder = await makeTemporaryFolder('build');
    try {
      const dockerfile = path.join(folder, 'Dockerfile');
      await writeFile(dockerfile, `# syntax=${frontend}\nFROM scratch\n`);
      const request = { contextDir: folder, dockerfile, tag, bases: new Map(), labels: { [baseLabel]: tag } };
      const outcome = await engine.build(request, { signal });
      signal.throwIfAborted();
      if (outcome.state === 'built') await engine.removeImage(tag);
      // One that reads no Dockerfile objects to ours, and is there all the same.
      const said = outcome.state === 'failed' ? `${outcome.failedStep} ${outcome.message}` : '';
      if (!notFound.test(said)) continue;
      const names = all.map((one) => path.basename(one.dockerfile)).join(', ');
      const [, why = said] = /failed to do request: (.*)/.exec(said) ?? [];
      throw new StagebenchError(
        'FRONTEND_MISSING',
        `${names}: the engine does not have the frontend ${frontend} of the line # syntax=, and it cannot be pulled here: ${why.trim()}`,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
