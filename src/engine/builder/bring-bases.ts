import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { askBuildx, type BuilderClient } from './builder-client.ts';

/** How long the bases of a run may take to reach a builder and be unpacked there; ms. */
const bringMs = 1_800_000;

/**
 * Makes a builder have bases, unpacked: where the engine itself builds, they are always there, so no timed build may wait for them.
 * WORKDIR makes a folder on each, for which BuildKit must have it.
 */
export async function bringBases(client: BuilderClient, contexts: readonly string[]): Promise<void> {
  if (contexts.length === 0) return;
  const folder = await makeTemporaryFolder('build');
  try {
    const dockerfile = path.join(folder, 'Dockerfile');
    const empty = path.join(folder, 'context');
    await mkdir(empty);
    await writeFile(dockerfile, bringingDockerfile(contexts.length));
    const answer = await askBuildx(
      client,
      [
        ...['build', '--builder', client.name, '--progress=plain', '--provenance=false', '--sbom=false'],
        ...contexts.flatMap((context, index) => ['--build-context', `${nameOf(index)}=${context}`]),
        ...['--output', 'type=cacheonly', '--file', dockerfile, empty],
      ],
      bringMs,
    );
    if (answer.failed)
      throw new StagebenchError(
        'BUILDER_UNREACHABLE',
        `Builder "${client.name}" does not take the bases: ${answer.error}.`,
      );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const nameOf = (index: number): string => `stagebench-base-${index}`;

/** A stage for each base, and one that needs them all. */
function bringingDockerfile(count: number): string {
  const each = (line: (index: number) => string): string[] =>
    Array.from({ length: count }, (_, index) => line(index));
  return [
    ...each((index) => `FROM ${nameOf(index)} AS brought-${index}\nWORKDIR /stagebench-brought`),
    'FROM scratch',
    ...each((index) => `COPY --from=brought-${index} /stagebench-brought /${index}`),
    '',
  ].join('\n');
}
