import { execaInTime } from './execa-in-time.ts';

/** Bytes on disk below these folders, each on its file system; undefined if that takes more than a minute, or none is there. */
export async function diskUsage(...folders: readonly string[]): Promise<number | undefined> {
  const { stdout, timedOut } = await execaInTime(
    'du',
    ['--summarize', '--total', '--one-file-system', '--block-size=1', ...folders],
    { reject: false, timeout: 60_000 },
  );
  if (timedOut) return undefined;
  const bytes = Number.parseInt(/^(\d+)\s+total$/m.exec(stdout)?.[1] ?? '', 10);
  return Number.isNaN(bytes) ? undefined : bytes;
}
