/** A pattern of a shell as a regular expression: `*` is any text, `?` one character, and a backslash takes what follows it as it is. */
const expressionOf = (pattern: string): string =>
  pattern.replaceAll(/\\(.)|([*?])|[^*?\\]+/gs, (all, escaped?: string, wild?: string) => {
    if (wild !== undefined) return wild === '*' ? '[^]*' : '[^]';
    return (escaped ?? all).replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });

/**
 * A value without what a pattern takes off its beginning (`#`, `##` as much as it can) or its end (`%`, `%%`), or with another text in
 * place of the first (`/`) or every (`//`) part that is like it: https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function trimmedValue(value: string, operator: string, word: string): string {
  if (operator.startsWith('/')) {
    const [, pattern = '', instead = ''] = /^((?:\\.|[^/\\])*)(?:\/(.*))?$/s.exec(word) ?? [];
    if (pattern === '') return value;
    return value.replace(new RegExp(expressionOf(pattern), operator === '//' ? 'g' : ''), () => instead);
  }
  const isLike = new RegExp(`^(?:${expressionOf(word)})$`);
  const cuts = Array.from({ length: value.length + 1 }, (_, index) => index);
  const isEnd = operator.startsWith('%');
  // The shortest part first, or the longest.
  const ordered = isEnd === (operator.length === 1) ? cuts.toReversed() : cuts;
  const parts = (at: number): [taken: string, left: string] =>
    isEnd ? [value.slice(at), value.slice(0, at)] : [value.slice(0, at), value.slice(at)];
  const cut = ordered.find((at) => isLike.test(parts(at)[0]));
  return cut === undefined ? value : parts(cut)[1];
}
