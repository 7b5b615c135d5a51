import { readFile } from 'node:fs/promises';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { ListedAlert } from '../../src/report/night/alert-list.ts';
import { calmNights } from '../../src/stats/trend/events/alerts.ts';
import { textWithCode } from '../../src/report/page/markdown-text.ts';
import { printError } from '../terminal/print-error.ts';
import { trackerOf, type Tracker } from './trackers.ts';

/*
 * `npm run issues -- FILE`: one issue for each alert of `alerts.json`. An alert that is open gets one issue, whose text is kept as the
 * newest night has it; one that is accepted or cleared closes it. A small one opens none, and keeps the one that it has. What people
 * close stays closed. GITHUB_REPOSITORY and GITHUB_TOKEN, or CI_PROJECT_ID and STAGEBENCH_TOKEN of GitLab, say where.
 */

const label = 'stagebench-nightly';
const closing = {
  accepted: 'Accepted: it stays as it is.',
  cleared: 'It is again as it was before.',
  calm: `It has not changed again for ${calmNights} nights.`,
  gone: 'Later nights do not tell of it any more.',
};

/**
 * Resolves with what was done, a line for each issue that was touched. An issue whose alert is not told any more is closed, too: later nights
 * have shown that it was none.
 */
export async function syncIssues(alerts: readonly ListedAlert[], tracker: Tracker): Promise<string[]> {
  const issues = await tracker.list(label);
  const done: string[] = [];
  const ids = new Set(alerts.map(({ id }) => id));
  for (const { number, title, isOpen } of issues) {
    const [, id] = /\[([^\]]+)\]$/.exec(title) ?? [];
    if (!isOpen || id === undefined || ids.has(id)) continue;
    await tracker.close(number, closing.gone);
    done.push(`closed ${number}: ${title}`);
  }
  for (const alert of alerts) {
    const { id, state, isSmall, title, body } = alert;
    const known = issues.find((issue) => issue.title.endsWith(`[${id}]`));
    if (state === 'open') {
      if (known === undefined) {
        if (!isSmall) done.push(`opened ${await tracker.open({ title, body, label })}: ${title}`);
      } else if (known.isOpen && (known.body.trim() !== body.trim() || known.title !== title)) {
        await tracker.update(known.number, { title, body });
        done.push(`updated ${known.number}: ${title}`);
      }
    } else if (known?.isOpen === true) {
      await tracker.close(known.number, closingOf(alert));
      done.push(`closed ${known.number}: ${title}`);
    }
  }
  return done;
}

/** Why the issue of an alert that is not open is closed. Of what is no regression only nights without a change tell that it is over. */
function closingOf({ state, verdict, reason }: ListedAlert): string {
  if (state !== 'accepted') return verdict === 'regression' ? closing.cleared : closing.calm;
  return reason === undefined ? closing.accepted : `Accepted: ${textWithCode(reason)}`;
}

/** The alerts of a file. Throws ALERTS_UNREADABLE. */
async function alertsIn(file: string | undefined): Promise<readonly ListedAlert[]> {
  if (file === undefined) throw new StagebenchError('ALERTS_UNREADABLE', 'No file of alerts is named.');
  const unreadable = (why: string, cause: unknown): StagebenchError =>
    new StagebenchError('ALERTS_UNREADABLE', `${file} cannot be read: ${why}.`, { cause });
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable((error as NodeJS.ErrnoException).code ?? String(error), error);
  });
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw unreadable('it is no JSON', error);
  }
  if (!Array.isArray(found) || !found.every(isAlert)) throw unreadable('it is no list of alerts', undefined);
  return found;
}

const isAlert = (one: unknown): one is ListedAlert =>
  typeof one === 'object' &&
  one !== null &&
  ['id', 'state', 'title', 'body'].every(
    (name) => typeof (one as Record<string, unknown>)[name] === 'string',
  );

/** What `npm run issues` does; 2 if it cannot. */
export async function issues(
  [file]: readonly string[],
  {
    env,
    stdout,
    stderr,
  }: {
    readonly env: NodeJS.ProcessEnv;
    readonly stdout: NodeJS.WritableStream;
    readonly stderr: NodeJS.WritableStream;
  },
): Promise<number> {
  try {
    const done = await syncIssues(await alertsIn(file), trackerOf(env));
    stdout.write(done.length === 0 ? 'no issue needs a change\n' : `${done.join('\n')}\n`);
    return 0;
  } catch (error) {
    return printError(error, stderr, false);
  }
}

if (import.meta.main) process.exitCode = await issues(process.argv.slice(2), process);
