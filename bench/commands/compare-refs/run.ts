import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProjectRequest } from '../../../src/project/project-request.ts';
import { asComment, refsReport, sameTreeReport } from '../../../src/report/refs-report.ts';
import type { CommandContext } from '../../context.ts';
import { describeProject } from '../../project/describe-project.ts';
import { measureRefs, type RefsRun } from '../../refs/measure-refs.ts';
import { readRefs } from '../../refs/read-refs.ts';
import { printReport } from '../../terminal/print-report.ts';
import { reportCommand } from '../../terminal/run-commands.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface CompareRefsJob {
  /** As they were typed. */
  readonly base: string;
  readonly head: string;
  readonly request: ProjectRequest;
  readonly run: RefsRun;
  readonly json: boolean;
  readonly md: boolean;
}

/** Measures a project as it is in two commits. Resolves with the exit code. Throws what `readRefs` throws, and what a run throws. */
export async function compareRefs(job: CompareRefsJob, context: CommandContext): Promise<number> {
  const temporary = await mkdtemp(path.join(tmpdir(), 'stagebench-refs-'));
  try {
    const refs = await readRefs(job.request, job, temporary);
    for (const note of refs.notes) writeWords(context.stderr, `note: ${note}`);
    if (refs.isSameTree) {
      printReport(sameTreeReport(refs), job, context);
      return 0;
    }
    for (const line of describeProject(refs.head.project, context.definitions.scenarios))
      context.stderr.write(`${line}\n`);
    const { run, compared, isComplete, nameOf } = await measureRefs(refs, job.run, context);
    const parts = { refs, run, compared, nameOf, again: reportCommand(run.folder) };
    printReport(job.md ? asComment(parts) : refsReport(parts), job, context);
    if (!isComplete) return 1;
    return compared.rows.some(({ time }) => time.verdict.kind === 'slower') ? 3 : 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
