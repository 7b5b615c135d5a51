import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A real program of the name, in a folder for the PATH. */
export interface FakeProgram {
  /** What it was called with, call by call. */
  calls: () => string[][];
  /** A file that its script wrote; undefined if it did not. */
  wrote: (name: string) => string | undefined;
}

/** Writes a shell script that notes how it is called (`$here` is its folder), then does what `script` says. */
export function fakeProgram(bin: string, name: string, script: string): FakeProgram {
  const here = path.join(bin, `${name}.files`);
  mkdirSync(here, { recursive: true });
  const text = [
    '#!/bin/sh',
    'PATH=/usr/bin:/bin',
    `here='${here}'`,
    '{ printf "%s\\n" "$@"; echo; } >>"$here/calls"',
    'env >"$here/environment"',
    'pwd >"$here/cwd"',
    script,
    '',
  ].join('\n');
  writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  const wrote = (file: string): string | undefined => {
    const at = path.join(here, file);
    return existsSync(at) ? readFileSync(at, 'utf8') : undefined;
  };
  const calls = () => (wrote('calls') ?? '').split('\n\n').filter(Boolean);
  return { wrote, calls: () => calls().map((call) => call.split('\n')) };
}

/** A line of a script that prints the text, whatever is in it. */
export const print = (text: string): string => `cat <<'END_OF_TEXT'\n${text}\nEND_OF_TEXT`;
