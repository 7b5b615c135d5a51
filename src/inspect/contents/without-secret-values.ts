import { isSecretLike } from '../surface/is-secret-like.ts';

/** ENV and ARG, as BuildKit writes them, as the builder before it does (`/bin/sh -c #(nop)  ENV …`), and as they were typed. */
const instruction = /^(?:[^#]*#\(nop\)\s+)?(?:ENV|ARG)(?=\s)/i;

/** The build arguments that stand before a command: `RUN |1 NAME=value /bin/sh -c …`. */
const buildArguments = /^(?:RUN\s)?\s*\|\d+(?=\s)/;

/** Where they end. A command without a shell cannot be told from the last value. */
const shell = /\s(?=\/\S*\s+-)/;

const declaration = /^(?:[^#]*#\(nop\)\s+)?ARG\s+([^\s=]+)/i;
const assignment = /(?<=\s)([^\s=]+)=/g;
const oldAssignment = /^\s+([^\s=]+)\s+\S/;
const quoted = /^(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*')/s;

/**
 * Steps of a history, with `…` in the place of each value that a secret-like name is given by ENV, ARG or as a build
 * argument. Builders leave the quotes out: a value goes on until a name that the image knows. `env`: its variables, as
 * `NAME=value`.
 */
export function withoutSecretValues(steps: readonly string[], env: readonly string[]): string[] {
  const variables = env.map((variable) => variable.split('=', 1)[0] ?? '');
  const known = new Set([...variables, ...steps.flatMap((step) => declaration.exec(step)?.[1] ?? [])]);
  return steps.map((step) => withoutSecrets(step, known));
}

function withoutSecrets(step: string, known: ReadonlySet<string>): string {
  const [start] = instruction.exec(step) ?? [];
  if (start !== undefined) return start + hidden(step.slice(start.length), known);
  const [before] = buildArguments.exec(step) ?? [];
  if (before === undefined) return step;
  const rest = step.slice(before.length);
  const end = rest.search(shell);
  return end === -1
    ? before + hidden(rest, known)
    : before + hidden(rest.slice(0, end), known) + rest.slice(end);
}

/** Names and their values, each after a blank. */
function hidden(given: string, known: ReadonlySet<string>): string {
  const [, old = ''] = oldAssignment.exec(given) ?? [];
  if (isSecretLike(old)) return ` ${old} …`;
  let shown = '';
  let from = 0;
  for (const { index, 0: start, 1: name = '' } of given.matchAll(assignment)) {
    if (index < from || !isSecretLike(name)) continue;
    shown += `${given.slice(from, index + start.length)}…`;
    from = endOfValue(given, index + start.length, known);
  }
  return shown + given.slice(from);
}

function endOfValue(given: string, at: number, known: ReadonlySet<string>): number {
  const value = given.slice(at);
  const closed = quoted.exec(value)?.[0].length ?? 0;
  for (const { index, 1: name = '' } of value.matchAll(assignment))
    if (index > closed && (known.has(name) || isSecretLike(name))) return at + index - 1;
  return given.length;
}
