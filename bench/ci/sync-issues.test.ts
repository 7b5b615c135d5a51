import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ListedAlert } from '../../src/report/night/alert-list.ts';
import { issues as issuesOf, syncIssues } from './sync-issues.ts';
import { trackerOf, type Tracker } from './trackers.ts';

/** An issue as either server keeps it. */
interface Kept {
  readonly number: number;
  title: string;
  text: string;
  open: boolean;
  readonly labels: string;
  readonly comments: string[];
}

let server: Server;
let issues: Kept[];

/** Answers as the issue APIs of GitHub and GitLab do, as far as they are asked. */
function answer(
  method: string,
  url: string,
  body: Record<string, unknown>,
  isGithub: boolean,
): object | undefined {
  const shown = ({ number, title, text, open }: Kept) =>
    isGithub
      ? { number, title, body: text, state: open ? 'open' : 'closed' }
      : { iid: number, title, description: text, state: open ? 'opened' : 'closed' };
  const [, place, what] = /\/issues\/(\d+)(?:\/(\w+))?$/.exec(url) ?? [];
  const one = issues.find(({ number }) => number === Number(place));
  if (method === 'GET') {
    const query = new URL(url, 'http://localhost').searchParams;
    const [from, size] = [Number(query.get('page')) - 1, Number(query.get('per_page'))];
    return issues
      .filter(({ labels }) => labels === query.get('labels'))
      .slice(from * size, (from + 1) * size)
      .map(shown);
  }
  if (method === 'POST' && one === undefined) {
    const made = {
      ...{ number: issues.length + 1, title: String(body['title']), open: true, comments: [] },
      ...{ text: String(body[isGithub ? 'body' : 'description']), labels: [body['labels']].flat().join() },
    };
    issues.push(made);
    return shown(made);
  }
  if (one === undefined) return undefined;
  if (what === 'comments' || what === 'notes') one.comments.push(String(body['body']));
  if (typeof body['title'] === 'string') one.title = body['title'];
  const text = body[isGithub ? 'body' : 'description'];
  if (what === undefined && typeof text === 'string') one.text = text;
  if (body['state'] === 'closed' || body['state_event'] === 'close') one.open = false;
  return shown(one);
}

beforeEach(async () => {
  issues = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => {
      text += piece.toString();
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const isGithub = headers.authorization === 'Bearer secret';
      const isKnown = isGithub || headers['private-token'] === 'secret';
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const found = isKnown ? answer(method, url, body, isGithub) : undefined;
      response.writeHead(found === undefined ? 403 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(found ?? { message: 'no' }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const trackers: readonly (readonly [string, () => Tracker])[] = [
  [
    'GitHub',
    () => trackerOf({ GITHUB_API_URL: address(), GITHUB_REPOSITORY: 'a/b', GITHUB_TOKEN: 'secret' }),
  ],
  ['GitLab', () => trackerOf({ CI_API_V4_URL: address(), CI_PROJECT_ID: '7', STAGEBENCH_TOKEN: 'secret' })],
];

const alert = (changes: Partial<ListedAlert> = {}): ListedAlert => ({
  ...{ id: '20260302-go-slim-cold-slower', state: 'open', verdict: 'regression', body: 'evidence' },
  title: 'go/slim/cold takes 1.20 times as long [20260302-go-slim-cold-slower]',
  ...{ isSmall: false },
  ...changes,
});

describe.each(trackers)('on %s', (_, trackerNow) => {
  test('an alert is one issue, which is updated and not repeated', async () => {
    expect(await syncIssues([alert()], trackerNow())).toEqual([expect.stringMatching(/^opened 1: go\/slim/)]);
    expect(await syncIssues([alert()], trackerNow())).toEqual([]);
    const grown = alert({
      title: 'go/slim takes 1.30 times as long [20260302-go-slim-cold-slower]',
      body: 'more',
    });
    expect(await syncIssues([grown], trackerNow())).toEqual([
      expect.stringMatching(/^updated 1: go\/slim takes/),
    ]);
    expect(issues).toMatchObject([{ title: grown.title, text: 'more', open: true }]);
  });

  test.each(['cleared', 'accepted'] as const)(
    'an alert that is %s closes its issue and says why',
    async (state) => {
      await syncIssues([alert()], trackerNow());
      await syncIssues([alert({ state })], trackerNow());
      expect(issues).toMatchObject([
        { open: false, comments: [expect.stringMatching(/^(Accepted|It is again)/)] },
      ]);
      expect(await syncIssues([alert({ state })], trackerNow())).toEqual([]);
    },
  );

  test('an image that has stopped changing without a cause closes its issue and says so', async () => {
    await syncIssues([alert({ verdict: 'change' })], trackerNow());
    await syncIssues([alert({ verdict: 'change', state: 'cleared' })], trackerNow());
    expect(issues).toMatchObject([{ open: false, comments: ['It has not changed again for 14 nights.'] }]);
  });

  test('an alert that is accepted closes its issue with the reason', async () => {
    await syncIssues([alert()], trackerNow());
    await syncIssues([alert({ state: 'accepted', reason: 'worth it' })], trackerNow());
    expect(issues).toMatchObject([{ open: false, comments: ['Accepted: worth it'] }]);
  });

  test('a small one has no issue; an issue that is open stays so for it, until it clears', async () => {
    expect(await syncIssues([alert({ isSmall: true })], trackerNow())).toEqual([]);
    await syncIssues([alert()], trackerNow());
    expect(await syncIssues([alert({ isSmall: true })], trackerNow())).toEqual([]);
    expect(issues).toMatchObject([{ open: true, comments: [] }]);
    await syncIssues([alert({ isSmall: true, state: 'cleared' })], trackerNow());
    expect(issues).toMatchObject([{ open: false }]);
  });

  test('one that was never open has no issue; what people close stays closed', async () => {
    expect(await syncIssues([alert({ state: 'cleared' })], trackerNow())).toEqual([]);
    await syncIssues([alert()], trackerNow());
    for (const issue of issues) issue.open = false;
    expect(await syncIssues([alert({ body: 'newer' })], trackerNow())).toEqual([]);
    expect(issues).toHaveLength(1);
  });

  test('one that later nights do not tell of any more is closed; an issue of somebody else stays', async () => {
    await syncIssues([alert()], trackerNow());
    await syncIssues([alert({ id: 'other', title: 'x [other]' })], trackerNow());
    expect(issues.map(({ open, comments }) => [open, comments.length])).toEqual([
      [false, 1],
      [true, 0],
    ]);
    issues.push({
      number: 3,
      title: 'A question',
      text: '',
      open: true,
      labels: 'stagebench-nightly',
      comments: [],
    });
    expect(await syncIssues([alert({ id: 'other', title: 'x [other]' })], trackerNow())).toEqual([]);
  });

  test('the 150th issue is found on the second page', async () => {
    const many = Array.from({ length: 150 }, (__, place) =>
      alert({ title: `x [id-${place}]`, id: `id-${place}` }),
    );
    await syncIssues(many, trackerNow());
    expect(await syncIssues(many, trackerNow())).toEqual([]);
    expect(issues).toHaveLength(150);
  });
});

test('what the server refuses is an error with its words', async () => {
  const tracker = trackerOf({ GITHUB_API_URL: address(), GITHUB_REPOSITORY: 'a/b', GITHUB_TOKEN: 'wrong' });
  await expect(syncIssues([alert()], tracker)).rejects.toThrow(/403.*no/);
});

describe('npm run issues', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-issues-'));
    writeFileSync(path.join(folder, 'alerts.json'), JSON.stringify([alert()]));
    writeFileSync(path.join(folder, 'torn.json'), '[{');
    writeFileSync(path.join(folder, 'other.json'), '{"version": 1}');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const there = () => ({ GITHUB_API_URL: address(), GITHUB_REPOSITORY: 'a/b', GITHUB_TOKEN: 'secret' });
  async function run(words: readonly string[], env: NodeJS.ProcessEnv) {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
    const exitCode = await issuesOf(words, { env, ...streams });
    const said = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
    return { exitCode, stdout: said(streams.stdout), stderr: said(streams.stderr) };
  }

  test('says what it did', async () => {
    expect(await run([path.join(folder, 'alerts.json')], there())).toEqual({
      ...{ exitCode: 0, stderr: '' },
      stdout: 'opened 1: go/slim/cold takes 1.20 times as long [20260302-go-slim-cold-slower]\n',
    });
  });

  test.each<[string, string | undefined, () => NodeJS.ProcessEnv, RegExp]>([
    ['no file', undefined, there, /^error ALERTS_UNREADABLE: No file of alerts is named\./],
    [
      'a file that is not there',
      'none.json',
      there,
      /^error ALERTS_UNREADABLE: .*none\.json cannot be read: ENOENT\./,
    ],
    [
      'a torn file',
      'torn.json',
      there,
      /^error ALERTS_UNREADABLE: .*torn\.json cannot be read: it is no JSON\./,
    ],
    ['another file', 'other.json', there, /^error ALERTS_UNREADABLE: .* it is no list of alerts\./],
    ['no variables', 'alerts.json', () => ({}), /^error TRACKER_UNKNOWN: .*none of its variables is set\./],
    [
      'no token',
      'alerts.json',
      () => ({ GITHUB_REPOSITORY: 'a/b' }),
      /^error TRACKER_UNKNOWN: .* only GITHUB_REPOSITORY is set\.\n.*GITHUB_TOKEN/,
    ],
    [
      'a server that nobody reaches',
      'alerts.json',
      () => ({ ...there(), GITHUB_API_URL: 'http://127.0.0.1:9' }),
      /^error TRACKER_FAILED: GET http:\/\/127\.0\.0\.1:9\/repos\/a\/b\/issues\S+: no answer \(\w+\)\./,
    ],
    [
      'a token that is refused',
      'alerts.json',
      () => ({ ...there(), GITHUB_TOKEN: 'wrong' }),
      /^error TRACKER_FAILED: .*: 403 \{"message":"no"\}\./,
    ],
    [
      'a token that is none',
      'alerts.json',
      () => ({ ...there(), GITHUB_TOKEN: 'two\nlines' }),
      /^error TRACKER_FAILED: .*: no answer \(TypeError\)\./,
    ],
  ])('%s: one error with its code and what to do, exit code 2', async (_, name, env, message) => {
    const words = name === undefined ? [] : [path.join(folder, name)];
    const { exitCode, stdout, stderr } = await run(words, env());
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.anything(),
      expect.stringMatching(/^ {2}what to do: /),
    ]);
    expect(stderr).not.toContain('lines');
  });
});
