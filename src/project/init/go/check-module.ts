import { unreadable } from '../checked-manifest.ts';
import type { ProjectFolder } from '../project-folder.ts';

/** https://go.dev/ref/mod#go-mod-file-grammar */
const directives = [
  ...['module', 'go', 'toolchain', 'godebug', 'require', 'tool', 'ignore'],
  ...['exclude', 'replace', 'retract'],
];

/** Throws PROJECT_UNREADABLE with the line that Go would not read either, or if it names no module. */
export function checkModule(folder: ProjectFolder, text: string): void {
  const fail = (line: number, why: string) => unreadable(folder, `go.mod:${line}`, why);
  const lines = text.split('\n').map((line) => line.replace(/(^|\s)\/\/.*$/, '').trim());
  let opened: number | undefined;
  for (const [index, line] of lines.entries()) {
    const [word = '', next, ...rest] = line.split(/\s+/);
    if (word === '') continue;
    if (/^(<{7}|={7}|>{7})/.test(word))
      throw fail(index + 1, 'holds the mark of a merge that was not ended.');
    if (opened !== undefined) {
      if (word === ')') opened = undefined;
      continue;
    }
    const [directive = '', attached] = word.split('(', 2);
    if (!directives.includes(directive)) throw fail(index + 1, `has no directive of Go: ${word}`);
    if (attached === '' || (next === '(' && rest.length === 0)) opened = index + 1;
    else if (next === undefined) throw fail(index + 1, `says nothing behind ${word}.`);
  }
  if (opened !== undefined) throw fail(opened, 'opens a block that nothing closes.');
  if (!/^module[\s(]/m.test(text)) throw unreadable(folder, 'go.mod', 'names no module.');
}
