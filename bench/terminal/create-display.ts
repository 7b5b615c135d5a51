import { createLogUpdate } from 'log-update';
import type { Visit } from '../../src/domain/run/plan.ts';
import type { RunListener } from '../../src/domain/run/run-events.ts';
import { hangingText } from '../../src/report/terminal/note-text.ts';
import {
  momentLines,
  stillAtIt,
  stillLine,
  visitLine,
  type Moment,
} from '../../src/report/terminal/progress-lines.ts';
import { shorten } from '../../src/report/terminal/shorten.ts';
import type { VisitsAhead } from '../../src/schedule/schedule.ts';
import { TimeLeft } from '../../src/report/terminal/time-left.ts';
import type { CommandContext } from '../context.ts';
import { behindOf } from './printed-stream.ts';

export interface Display extends AsyncDisposable {
  /** A line that stays. */
  readonly note: (text: string) => void;
  /** A line that the next one replaces; not shown where nobody watches. */
  readonly passing: (text: string) => void;
  /** Shows a run as it goes on; `ahead` are a visit and all that come after it, as far as is known now. */
  readonly follow: (ahead: (visit: Visit) => VisitsAhead) => RunListener;
  readonly end: () => void;
}

/** Redraws a second are a cost of the harness while a build is timed: METHOD allows 10 at most. */
const redrawMs = 250;

/** Where nobody watches, a line says that all goes on when nothing was written for so long: a reader of the log must not take it for dead. */
const silenceMs = 30_000;

/** Live lines where a person watches, plain lines where a log is kept, nothing when quiet. All of it on stderr. */
export function createDisplay(
  quiet: boolean,
  context: Pick<CommandContext, 'stderr' | 'clock' | 'signal'>,
): Display {
  const { stderr, clock } = context;
  const { stream, clean } = behindOf(stderr);
  const update = !quiet && stderr.isTTY ? createLogUpdate(stream) : undefined;
  // What moves the cursor is log-update's own; the text between is not.
  const live =
    update && Object.assign((text: string) => update(clean(text)), { clear: () => update.clear() });
  let moment:
    | (Omit<Moment, 'elapsedMs' | 'leftMs'> & { startedMs: number; left: () => number | undefined })
    | undefined;
  const timeLeft = new TimeLeft();

  // A terminal may not know its size: script(1), some CI services.
  const width = (): number => stderr.columns || 80;
  const now = (): Moment | undefined => {
    if (moment === undefined) return undefined;
    const elapsedMs = clock.monotonicMs() - moment.startedMs;
    const left = moment.left();
    // A visit that takes longer than it should makes every estimate worthless.
    const leftMs = left === undefined || left <= elapsedMs ? undefined : left - elapsedMs;
    return { ...moment, elapsedMs, leftMs };
  };
  const redraw = (): void => {
    const shown = now();
    if (live !== undefined && shown !== undefined) live(momentLines(shown, width()));
  };
  const beforeVisits = { doing: '', sinceMs: clock.monotonicMs() };
  const begun = (text: string): void => {
    beforeVisits.doing = text.split('\n')[0]?.trim() ?? '';
    beforeVisits.sinceMs = clock.monotonicMs();
  };
  const tellThatItGoesOn = (): void => {
    const shown = now();
    const { doing, sinceMs } = beforeVisits;
    const line = shown === undefined ? stillAtIt(doing, clock.monotonicMs() - sinceMs) : stillLine(shown);
    stderr.write(`${line}\n`);
  };
  const timer = live === undefined ? undefined : setInterval(redraw, redrawMs);
  const silence = live !== undefined || quiet ? undefined : setInterval(tellThatItGoesOn, silenceMs);
  const note = (text: string): void => {
    if (quiet) return;
    live?.clear();
    // Tables know their width, and lines of a log have none.
    const isOneLine = live !== undefined && !text.includes('\n');
    stderr.write(`${isOneLine ? hangingText('', text, width(), 2) : text}\n`);
    begun(text);
    silence?.refresh();
  };
  const passing = (text: string): void => {
    begun(text);
    live?.(shorten(text, width() - 1, 'start'));
  };
  // What is written after an interrupt starts on a clean line, and is not taken for a live one.
  context.signal.addEventListener('abort', () => live?.clear());
  const end = (): void => {
    clearInterval(timer);
    clearInterval(silence);
    live?.clear();
    moment = undefined;
  };
  return {
    note,
    passing,
    end,
    [Symbol.asyncDispose]: () => {
      end();
      return Promise.resolve();
    },
    follow: (aheadOf) => ({
      visitStarted: (visit) => {
        const ahead = aheadOf(visit);
        const total = visit.sequence - 1 + ahead.builds;
        const left = once(() => timeLeft.of(ahead));
        moment = { visit, total, left, doing: 'starting', startedMs: clock.monotonicMs() };
      },
      stepStarted: (_visit, step) => {
        if (moment !== undefined) moment = { ...moment, doing: step };
      },
      activity: (_visit, what) => {
        if (moment !== undefined) moment = { ...moment, doing: what };
      },
      visited: (samples) => {
        const [first] = samples;
        if (moment !== undefined && 'facts' in first)
          timeLeft.note(first.visit, clock.monotonicMs() - moment.startedMs);
        note(visitLine(samples, moment?.total ?? first.visit.sequence, live && width()));
      },
    }),
  };
}

/** Worked out when it is asked for first: while nobody watches, nobody asks. */
function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}
