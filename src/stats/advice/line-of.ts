/** What the builder puts something else in place of: a variable, and the text of a heredoc. */
const replaced = /\$(?:\w+|\{[^}]*\}*)|\n[^]*/g;

/** Without what names of steps and the history of an image may lack: flags, and the signs of a list. */
const bare = (text: string): string =>
  text
    .replace(/^(\w+)(?:\s+--\S+)*/, (_, keyword: string) => keyword.toUpperCase())
    .replaceAll(/[\s"'[\],\\]+/g, '');

/**
 * The line of an instruction, as the builder or the history of an image names it, by the lines of those that are written; undefined where
 * it may be any of several. The builder writes keywords in capitals, and puts variables in.
 */
export function lineOf(lines: Readonly<Record<string, number>>, instruction: string): number | undefined {
  const found = lines[instruction];
  if (found !== undefined) return found || undefined;
  const fitting = Object.keys(lines).filter((written) => isNameOf(bare(instruction), written));
  return fitting.length === 1 ? lines[fitting[0] ?? ''] || undefined : undefined;
}

function isNameOf(name: string, written: string): boolean {
  const parts = bare(written.replaceAll(replaced, '\0')).split('\0');
  let from = 0;
  const fit = parts.every((part, index) => {
    const isLast = index > 0 && index === parts.length - 1;
    const at = isLast ? name.lastIndexOf(part) : name.indexOf(part, from);
    const isBehind = at >= from && (index > 0 || at === 0);
    from = at + part.length;
    return isBehind;
  });
  return fit && from === name.length;
}
