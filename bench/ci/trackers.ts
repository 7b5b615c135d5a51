import { StagebenchError } from '../../src/domain/errors.ts';

/** An issue as a tracker has it. */
interface TrackedIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
}

/** Where issues are kept. Every method rejects with TRACKER_FAILED and what the server said. */
export interface Tracker {
  /** Open and closed ones. */
  list(label: string): Promise<readonly TrackedIssue[]>;
  /** Resolves with its number. */
  open(issue: { readonly title: string; readonly body: string; readonly label: string }): Promise<number>;
  update(number: number, changes: { readonly title: string; readonly body: string }): Promise<void>;
  close(number: number, reason: string): Promise<void>;
}

const perPage = 100;
/** A tracker with more issues of one label than this has another trouble. */
const mostPages = 20;
const patienceMs = 30_000;

/** The tracker of the CI that this runs on, by the variables that it sets. Throws TRACKER_UNKNOWN if they name none. */
export function trackerOf(environment: NodeJS.ProcessEnv): Tracker {
  const { GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, CI_PROJECT_ID: project } = environment;
  if (repository !== undefined && token !== undefined)
    return github(environment['GITHUB_API_URL'] ?? 'https://api.github.com', repository, token);
  const { CI_API_V4_URL: api, STAGEBENCH_TOKEN: own } = environment;
  if (project !== undefined && api !== undefined && own !== undefined) return gitlab(api, project, own);
  const names = ['GITHUB_REPOSITORY', 'GITHUB_TOKEN', 'CI_API_V4_URL', 'CI_PROJECT_ID', 'STAGEBENCH_TOKEN'];
  const there = names.filter((name) => environment[name] !== undefined);
  const found =
    there.length === 0 ? 'none of its variables is set' : `of its variables only ${there.join(', ')} is set`;
  throw new StagebenchError('TRACKER_UNKNOWN', `Nothing says where issues are kept: ${found}.`);
}

type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

function asking(base: string, headers: Readonly<Record<string, string>>): Ask {
  return async (method, path, body) => {
    const failed = (why: string, cause?: unknown): StagebenchError =>
      new StagebenchError('TRACKER_FAILED', `${method} ${base}${path}: ${why}.`, { cause });
    const response = await fetch(`${base}${path}`, {
      ...{ method, signal: AbortSignal.timeout(patienceMs) },
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      // The message may have the headers in it, and with them the token.
      const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
      throw failed(`no answer (${cause?.code ?? name})`, error);
    });
    const text = await response.text().catch((error: unknown) => {
      throw failed(`its answer broke off (${(error as Error).name})`, error);
    });
    if (!response.ok) throw failed(`${response.status} ${inOneLine(text)}`);
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw failed(`its answer is no JSON: ${inOneLine(text)}`, error);
    }
  };
}

/** What a server says, which may be a page. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);

/** All pages of a list. */
async function everything<T>(page: (number: number) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let number = 1; number <= mostPages; number += 1) {
    const found = await page(number);
    all.push(...found);
    if (found.length < perPage) break;
  }
  return all;
}

/** https://docs.github.com/en/rest/issues */
function github(api: string, repository: string, token: string): Tracker {
  const ask = asking(`${api}/repos/${repository}`, {
    ...{ authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
    'x-github-api-version': '2022-11-28',
  });
  interface Issue {
    readonly number: number;
    readonly title: string;
    readonly body: string | null;
    readonly state: string;
  }
  return {
    list: async (label) => {
      const found = await everything<Issue>(
        async (page) =>
          (await ask('GET', `/issues?state=all&labels=${label}&per_page=${perPage}&page=${page}`)) as Issue[],
      );
      return found.map(({ number, title, body, state }) => ({
        ...{ number, title, body: body ?? '', isOpen: state === 'open' },
      }));
    },
    open: async ({ title, body, label }) =>
      ((await ask('POST', '/issues', { title, body, labels: [label] })) as Issue).number,
    update: async (number, changes) => {
      await ask('PATCH', `/issues/${number}`, changes);
    },
    close: async (number, reason) => {
      await ask('POST', `/issues/${number}/comments`, { body: reason });
      await ask('PATCH', `/issues/${number}`, { state: 'closed' });
    },
  };
}

/** https://docs.gitlab.com/api/issues/ */
function gitlab(api: string, project: string, token: string): Tracker {
  const ask = asking(`${api}/projects/${encodeURIComponent(project)}`, { 'private-token': token });
  interface Issue {
    readonly iid: number;
    readonly title: string;
    readonly description: string | null;
    readonly state: string;
  }
  return {
    list: async (label) => {
      const found = await everything<Issue>(
        async (page) =>
          (await ask('GET', `/issues?scope=all&labels=${label}&per_page=${perPage}&page=${page}`)) as Issue[],
      );
      return found.map(({ iid, title, description, state }) => ({
        ...{ number: iid, title, body: description ?? '', isOpen: state === 'opened' },
      }));
    },
    open: async ({ title, body, label }) =>
      ((await ask('POST', '/issues', { title, description: body, labels: label })) as Issue).iid,
    update: async (number, { title, body }) => {
      await ask('PUT', `/issues/${number}`, { title, description: body });
    },
    close: async (number, reason) => {
      await ask('POST', `/issues/${number}/notes`, { body: reason });
      await ask('PUT', `/issues/${number}`, { state_event: 'close' });
    },
  };
}
