import { readFile } from 'node:fs/promises';
import type { ListedAlert } from '../../src/report/night/alert-list.ts';
import { textWithCode } from '../../src/report/page/markdown-text.ts';
import { trackerOf, type Tracker } from './trackers.ts';

/*
 * `npm run issues -- FILE`: one issue for each alert of `alerts.json`. An alert that is open gets one issue, whose text is kept as the
 * newest night has it; one that is accepted or cleared closes it. What people close stays closed. GITHUB_REPOSITORY and GITHUB_TOKEN, or
 * CI_PROJECT_ID and STAGEBENCH_TOKEN of GitLab, say where.
 */

const label = 'stagebench-nightly';
const closing = {
  accepted: 'Accepted: it stays as it is.',
  cleared: 'It is again as it was before.',
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
  for (const { id, state, title, body, reason } of alerts) {
    const known = issues.find((issue) => issue.title.endsWith(`[${id}]`));
    if (state === 'open') {
      if (known === undefined) done.push(`opened ${await tracker.open({ title, body, label })}: ${title}`);
      else if (known.isOpen && (known.body.trim() !== body.trim() || known.title !== title)) {
        await tracker.update(known.number, { title, body });
        done.push(`updated ${known.number}: ${title}`);
      }
    } else if (known?.isOpen === true) {
      await tracker.close(
        known.number,
        state === 'accepted' && reason !== undefined ? `Accepted: ${textWithCode(reason)}` : closing[state],
      );
      done.push(`closed ${known.number}: ${title}`);
    }
  }
  return done;
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    process.stderr.write('Name the file of alerts, e.g. results/night/alerts.json.\n');
    process.exitCode = 2;
  } else {
    const alerts = JSON.parse(await readFile(file, 'utf8')) as ListedAlert[];
    const done = await syncIssues(alerts, trackerOf(process.env));
    process.stdout.write(done.length === 0 ? 'no issue needs a change\n' : `${done.join('\n')}\n`);
  }
}
