import type { Step } from '../../domain/run/sample.ts';
import { ProgressSplitter } from './progress-splitter.ts';
import { parseSolveStatus, type Vertex } from './solve-status.ts';

interface Merged {
  id: string;
  inputs: readonly string[];
  name: string;
  cached: boolean;
  error: string | undefined;
  /** Start -> end of each time it ran; the same interval is sent more than once, and some overlap. */
  intervals: Map<number, number | undefined>;
  log: string[];
  /** Of what it sends: bytes so far, by what the builder calls it. */
  sent: Map<string, number>;
}

/** Lines of output that are kept of each step, for the report of a failure. */
const logLines = 200;

/**
 * Reads `--progress=rawjson` as it arrives. A vertex is sent many times and can have several intervals, so everything
 * is merged by digest. Times are kept as sent (RFC 3339, ns) and counted from the first one seen.
 */
export class ProgressReader {
  readonly #splitter = new ProgressSplitter();
  readonly #vertexes = new Map<string, Merged>();
  readonly #text: string[] = [];
  readonly #onStep: ((name: string) => void) | undefined;

  constructor(onStep?: (name: string) => void) {
    this.#onStep = onStep;
  }

  push(data: string): void {
    for (const chunk of this.#splitter.push(data)) this.#chunk(chunk);
  }

  end(): void {
    for (const chunk of this.#splitter.end()) this.#chunk(chunk);
  }

  /** What buildx printed that was not progress: its own errors and warnings. */
  get text(): readonly string[] {
    return this.#text;
  }

  steps(): Step[] {
    const all = [...this.#vertexes.values()].filter((vertex) => vertex.intervals.size > 0);
    const firstStarted = (vertex: Merged) => Math.min(...vertex.intervals.keys());
    const origin = Math.min(...all.map(firstStarted));
    return all
      .map((vertex): Step => {
        const kind = stepKind(vertex.name);
        return {
          id: vertex.id,
          inputs: vertex.inputs,
          name: vertex.name,
          ...stepParts(vertex.name),
          kind,
          cacheable: kind === 'step',
          cached: vertex.cached,
          startedMs: firstStarted(vertex) - origin,
          durationMs: busyMs(vertex.intervals),
          ...(kind === 'context' && vertex.sent.size > 0 && { sentBytes: sum([...vertex.sent.values()]) }),
          ...(vertex.error ? { error: vertex.error } : {}),
        };
      })
      .sort((a, b) => a.startedMs - b.startedMs);
  }

  /** The step that failed by itself (others are cancelled because of it), with the end of its output. */
  failure(): { step: string; message: string; logTail: string[] } | undefined {
    const failed = [...this.#vertexes.values()].filter((vertex) => vertex.error);
    const own = failed.find((vertex) => !/context canceled|CANCELED/.test(vertex.error ?? '')) ?? failed[0];
    if (own === undefined) return undefined;
    return {
      step: own.name,
      message: own.error ?? '',
      logTail: own.log.join('').trimEnd().split('\n').slice(-20),
    };
  }

  #chunk(chunk: { kind: 'json' | 'text'; text: string }): void {
    const status = chunk.kind === 'json' ? parseSolveStatus(chunk.text) : undefined;
    if (status === undefined) {
      this.#text.push(chunk.text);
      return;
    }
    for (const vertex of status.vertexes ?? []) this.#vertex(vertex);
    for (const { id, vertex, current } of status.statuses ?? []) {
      const sent = this.#vertexes.get(vertex)?.sent;
      if (sent !== undefined && isSending(id)) sent.set(id, Math.max(sent.get(id) ?? 0, current ?? 0));
    }
    for (const entry of status.logs ?? []) {
      const log = this.#vertexes.get(entry.vertex)?.log;
      log?.push(Buffer.from(entry.data, 'base64').toString('utf8'));
      if (log !== undefined && log.length > logLines) log.splice(0, log.length - logLines);
    }
  }

  #vertex(vertex: Vertex): void {
    const merged = this.#vertexes.get(vertex.digest) ?? {
      id: vertex.digest,
      inputs: vertex.inputs ?? [],
      name: vertex.name,
      cached: false,
      error: undefined,
      intervals: new Map<number, number | undefined>(),
      log: [],
      sent: new Map<string, number>(),
    };
    this.#vertexes.set(vertex.digest, merged);
    merged.cached ||= vertex.cached === true;
    if (vertex.error) merged.error = vertex.error;
    if (!vertex.started) return;
    if (merged.intervals.size === 0) this.#onStep?.(merged.name);
    const started = timestampMs(vertex.started);
    merged.intervals.set(
      started,
      vertex.completed ? timestampMs(vertex.completed) : merged.intervals.get(started),
    );
  }
}

/** https://github.com/moby/buildkit/blob/master/source/local/source.go (`transferring NAME:`) */
const isSending = (id: string): boolean => id.startsWith('transferring ');

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How long at least one of the intervals was going on; one that never ended counts for nothing. */
function busyMs(intervals: ReadonlyMap<number, number | undefined>): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const started of [...intervals.keys()].toSorted((a, b) => a - b)) {
    const completed = intervals.get(started);
    if (completed === undefined || completed <= until) continue;
    total += completed - Math.max(started, until);
    until = completed;
  }
  return total;
}

/** RFC 3339 with up to nanoseconds, as ms since the epoch; Date alone would drop what is below 1 ms. */
export function timestampMs(text: string): number {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const whole = Date.parse(fraction === '' ? text : text.replace(`.${fraction}`, ''));
  return whole + Number(`0.${fraction || '0'}`) * 1000;
}

const numbered = /^\[[^\]]*\d+\/\d+\] /;

/** Tells the builder's own work from the Dockerfile's: only the latter can be cached and is counted. */
export function stepKind(name: string): Step['kind'] {
  if (name === '[internal] load build context') return 'context';
  if (/^exporting (?!cache )|^pushing |^writing image|^naming to/.test(name)) return 'export';
  if (!numbered.test(name)) return 'internal';
  return /^\[[^\]]*\] FROM /.test(name) ? 'from' : 'step';
}

/**
 * `[build 2/4] COPY . .` -> stage `build`, instruction `COPY . .`; a stage without a name is empty. From ten steps on, the
 * numbers below ten are padded: `[build  2/10]`.
 */
export function stepParts(name: string): Pick<Step, 'stage' | 'instruction'> {
  const [, head, instruction = name] = /^\[([^\]]*)\] ([^]*)$/.exec(name) ?? [];
  return { stage: head?.replace(/ *\d+\/\d+$/, '') ?? '', instruction };
}
