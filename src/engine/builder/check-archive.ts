import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { askBuildx, type BuilderClient } from './builder-client.ts';

/**
 * Has an image of one file sent back as an OCI archive, as every timed build will. Rejects with BUILDER_NO_ARCHIVE, before
 * anything is measured, on a builder that cannot: one of the docker driver on the classic image store.
 */
export async function checkArchive(client: BuilderClient): Promise<void> {
  const folder = await makeTemporaryFolder('probe');
  try {
    const context = path.join(folder, 'context');
    const dockerfile = path.join(folder, 'Dockerfile');
    await mkdir(context);
    await writeFile(path.join(context, 'file'), '');
    await writeFile(dockerfile, 'FROM scratch\nCOPY file /file\n');
    const output = `type=oci,dest=${path.join(folder, 'image.tar')}`;
    const words = ['build', '--builder', client.name, '--output', output, '--file', dockerfile, context];
    const answer = await askBuildx(client, words);
    if (!answer.failed) return;
    const code = /exporter .*not supported/i.test(answer.error)
      ? 'BUILDER_NO_ARCHIVE'
      : 'BUILDER_UNREACHABLE';
    throw new StagebenchError(code, `Builder "${client.name}" builds no OCI archive: ${answer.error}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
