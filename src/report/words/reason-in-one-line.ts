/** A reason with the last line of the log it quotes; that is where most builders say what was wrong. */
export function reasonInOneLine(reason: string): string {
  const [first = '', ...log] = reason.split('\n');
  const last = log.findLast((line) => line.trim() !== '');
  return last === undefined ? first : `${first.replace(/ast log lines:$/, 'ast log line:')} ${last.trim()}`;
}
