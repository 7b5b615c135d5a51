import { StagebenchError } from '../../src/domain/errors.ts';
import type { Cell } from '../../src/domain/run/plan.ts';
import type { CommandContext } from '../context.ts';
import { commitsBetween, describedCommit, headCommit, isCommitted } from './commits.ts';
import { dockerfilesOfArms } from './known-cell.ts';
import type { SidesFound } from './measure-sides.ts';
import type { Sides } from './choose-sides.ts';
import type { Side } from './side.ts';

/** One question that was asked, or what follows from all of them. */
export interface BisectStep {
  /** `all`, `bases`, `files`, `commits`. */
  readonly what: 'all' | 'bases' | 'files' | 'commits';
  /** Names of the sides. */
  readonly before: string;
  readonly after: string;
  /** Absent where the answer follows from others. */
  readonly found?: SidesFound;
  readonly conclusion?: string;
}

/** What asking takes. */
export interface Bisecting {
  /** Builds both in turns, as often as was asked, or so many times as often. */
  readonly ask: (before: Side, after: Side, times?: number) => Promise<SidesFound>;
  /** The checkout that git knows. */
  readonly root: string;
  /** Of what is built, relative to the checkout. */
  readonly paths: readonly string[];
}

/**
 * Asks whether one side takes longer; if so, whether that is of the bases or of the files where both differ; and of which commit, by
 * halving those between that touch what is built.
 */
export async function* bisectSides(
  { before, after }: Sides,
  { ask, root, paths }: Bisecting,
): AsyncGenerator<BisectStep> {
  const all = await ask(before, after);
  const names = { before: before.name, after: after.name };
  yield { what: 'all', ...names, found: all };
  if (all.verdict !== 'slower') return;
  // The older files on the newer bases: what is slower there already is the bases'.
  const start: Side = {
    ...{ ...before, mayUseToday: true },
    ...(all.differs.bases && { name: `${before.name} on newer bases` }),
    digests: after.digests && new Map([...(before.digests ?? []), ...after.digests]),
  };
  if (all.differs.bases && all.differs.files) {
    const found = await ask(before, start);
    yield { what: 'bases', before: before.name, after: start.name, found };
    if (found.verdict === 'slower') {
      const rest = all.ratio / found.ratio;
      const others = rest >= 1.03 ? `; the rest (× ${rest.toFixed(2)}) is of the files` : '';
      yield { what: 'bases', ...names, conclusion: `The bases make it slower${others}.` };
      return;
    }
  } else if (!all.differs.files) {
    const what = all.differs.bases ? 'The bases make it slower: nothing else differs.' : undefined;
    if (what !== undefined) yield { what: 'bases', ...names, conclusion: what };
    return;
  }
  const head = await headCommit(root);
  const [first, last] = [before.commit ?? head, after.commit ?? head];
  const commits =
    first === undefined || last === undefined ? [] : await commitsBetween(root, first, last, paths);
  // The files of a checkout are those of its last commit, or newer.
  const mayBeNone = after.commit === undefined && !(await isCommitted(root, paths));
  yield* searched({ commits, mayBeNone, ratio: all.ratio }, start, { ask, root }, names);
}

/** What is searched. */
interface Search {
  readonly commits: readonly string[];
  /** Whether it may be none of them. */
  readonly mayBeNone: boolean;
  /** How many times as long it takes after all of them. */
  readonly ratio: number;
}

/** Why a commit says nothing of those before and after it. */
type Unknown = 'broken' | 'undecided';

/**
 * Halves the commits: those before the wanted one are like the start, those from it on are slower. What lies nearer to slower, and is not
 * shown to be it, is asked again with twice the pairs. One that cannot be built, or stays undecided, is passed over.
 */
async function* searched(
  { commits, mayBeNone, ratio }: Search,
  start: Side,
  { ask, root }: Pick<Bisecting, 'ask' | 'root'>,
  names: Pick<BisectStep, 'before' | 'after'>,
): AsyncGenerator<BisectStep> {
  let [low, high] = [0, mayBeNone ? commits.length : commits.length - 1];
  const unknown = new Map<number, Unknown>();
  const isOpen = (found: SidesFound): boolean => found.verdict !== 'slower' && found.ratio > Math.sqrt(ratio);
  while (low < high) {
    const place = nearest(low, high, unknown);
    if (place === undefined) break;
    const commit = commits[place] ?? '';
    const side: Side = {
      ...start,
      name: `commit ${commit.slice(0, 12)}`,
      word: commit,
      commit,
      pins: undefined,
    };
    try {
      const between = { what: 'commits', before: start.name, after: side.name } as const;
      let found = await ask(start, side);
      yield { ...between, found };
      if (isOpen(found)) {
        found = await ask(start, side, 2);
        yield { ...between, found };
      }
      if (found.verdict === 'slower') high = place;
      else if (isOpen(found)) unknown.set(place, 'undecided');
      else low = place + 1;
    } catch (error) {
      if (!(error instanceof StagebenchError) || !passedOver.has(error.code)) throw error;
      unknown.set(place, 'broken');
    }
  }
  const why = [...unknown.values()].includes('undecided') ? undecided : 'those between cannot be built.';
  yield { what: 'files', ...names, conclusion: await conclusionOf(commits, low, high, { root, why }) };
}

const undecided =
  'those between seem slower, and so few pairs do not show it. Ask for more pairs, as `--pairs 40`.';

/** A commit that cannot be built, or cannot be had: others may tell. */
const passedOver: ReadonlySet<string> = new Set(['SIDES_FAILED', 'PAST_GONE']);

/** The place of a commit in the middle that was not tried in vain. */
function nearest(low: number, high: number, unknown: ReadonlyMap<number, Unknown>): number | undefined {
  const middle = (low + high) >> 1;
  const places = Array.from({ length: high - low }, (_, index) => low + index).filter(
    (place) => !unknown.has(place),
  );
  return places.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
}

async function conclusionOf(
  commits: readonly string[],
  low: number,
  high: number,
  { root, why }: { readonly root: string; readonly why: string },
): Promise<string> {
  const first = commits[low];
  if (first === undefined)
    return 'The files make it slower: they were changed, and nobody has committed that.';
  if (low < high) {
    const last = commits[high];
    const to = last === undefined ? 'the files that nobody has committed' : await describedCommit(root, last);
    return `Between ${await describedCommit(root, first)} and ${to}: ${why}`;
  }
  return `The first slow commit: ${await describedCommit(root, first)}`;
}

/** What a variant is built from: of a project, anything in it but what Stagebench itself has written. */
export function pathsOf(
  { app, strategy }: Cell,
  { definitions }: Pick<CommandContext, 'definitions'>,
): string[] {
  if (definitions.apps.some(({ id, project }) => id === app && project !== undefined))
    return ['.', ':(exclude,glob)**/stagebench-results/**'];
  const folder = dockerfilesOfArms(definitions).get(strategy) ?? strategy;
  return [`sample-apps/${app}`, `strategies/${folder}/${app}.Dockerfile`];
}
