import { initFiles, marksOf } from '../../../src/project/init/init-files.ts';
import type { Ask } from '../../../src/project/init/language.ts';
import { openProject } from '../../../src/project/init/project-folder.ts';
import { writeNewFiles } from '../../../src/project/init/write-files.ts';
import { typedPath } from '../../../src/node/typed-path.ts';
import type { CommandContext } from '../../context.ts';
import { writeWords } from '../../terminal/wrapped.ts';
import { askOnTerminal } from './ask-on-terminal.ts';

export interface InitJob {
  /** As it was typed. */
  readonly folder: string;
  readonly yes: boolean;
  readonly json: boolean;
}

const nobody: Ask = () => Promise.resolve(undefined);

/** Writes what a project needs to be measured, and says what a person has to look at. Throws PROJECT_UNREADABLE, OUTPUT_UNWRITTEN. */
export async function init(
  job: InitJob,
  { stdout, stderr, signal }: Pick<CommandContext, 'stdout' | 'stderr' | 'signal'>,
): Promise<number> {
  const folder = await openProject(typedPath(job.folder));
  const isWatched = process.stdin.isTTY && stderr.isTTY && !job.yes;
  const { description, files } = await initFiles(folder, isWatched ? askOnTerminal(stderr, signal) : nobody);
  const kept = await writeNewFiles(folder.path, files);
  const written = files.filter((one) => !kept.includes(one));
  const decide = written.flatMap(marksOf);
  const names = (some: typeof files): string[] => some.map(({ file }) => file);
  if (job.json) {
    const told = { project: description, written: names(written), kept: names(kept), decide };
    stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    return 0;
  }
  writeWords(stderr, `${folder.path}: ${description}`);
  if (written.length > 0) writeWords(stderr, `Written: ${names(written).join(', ')}`);
  if (kept.length > 0) writeWords(stderr, `Left as they are, because they exist: ${names(kept).join(', ')}`);
  if (decide.length > 0)
    writeWords(stderr, ['Look at these lines:', ...decide.map((line) => `  ${line}`)].join('\n'));
  return 0;
}
