import { StagebenchError } from '../../../src/domain/errors.ts';
import { isImageReference } from '../../../src/domain/image/is-image-reference.ts';
import { parsePlatform } from '../../../src/domain/image/platform.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { Connection } from '../../../src/lease/connection.ts';
import type { CommandContext } from '../../context.ts';
import { namesFile } from '../../inspect/names-file.ts';
import type { InspectJob, Wanted } from './inspect-sources.ts';

/**
 * Reads images, of an engine or of files, and prints what is in them. An engine prepares an archive for seconds: where no file is to be
 * read before, it is asked first, and what reads the archive and prints is loaded while it does.
 */
export async function inspect(job: InspectJob, context: CommandContext): Promise<number> {
  const wanted = wantedOf(job);
  const { files, refs, platform } = wanted;
  let tell: (text: string) => void = () => undefined;
  let connecting: Promise<Connection> | undefined;
  const connect = (): Promise<Connection> =>
    (connecting ??= connectEngine({ engine: job.engine, provision: false }, context, (text) => tell(text), {
      needs: 'reading',
      ...(platform === undefined && { images: refs }),
    }));
  // Whoever waits for it is told what went wrong.
  if (files.length === 0) connect().catch(() => undefined);
  try {
    const { inspectSources } = await import('./inspect-sources.ts');
    return await inspectSources(
      job,
      wanted,
      (teller) => {
        tell = teller;
        return connect();
      },
      context,
    );
  } finally {
    const connection = await connecting?.catch(() => undefined);
    await connection?.close();
  }
}

/** Throws USAGE for a word that can name nothing, ARCHIVE_UNREADABLE for a file that is not there. */
function wantedOf({ images, base, platform }: InspectJob): Wanted {
  const words = [...new Set(base === undefined ? images : [...images, base])];
  const files = words.filter(namesFile);
  const refs = words.filter((word) => !files.includes(word));
  const impossible = refs.find((ref) => !isImageReference(ref));
  if (impossible !== undefined)
    throw new StagebenchError('USAGE', `"${impossible}" is no file that is here, and no name of an image.`);
  return { files, refs, platform: platform === undefined ? undefined : parsePlatform(platform) };
}
