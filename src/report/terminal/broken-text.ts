import stringWidth from 'string-width';

/** A blank where a line may end: not between a number and its unit. */
const blank = / (?<!\d (?=(?:ms|s|B|kB|MB|GB|TB|%)(?!\w)))/u;

/** What a person takes for one character. */
const graphemes = new Intl.Segmenter();

/**
 * A text in lines of at most so many columns, broken at blanks and after commas. Only a piece that is longer than a line
 * breaks elsewhere: between characters, never within one.
 */
export const brokenText = (text: string, width: number): string =>
  filled(
    text.split(blank).map((word) => word.split(/(?<=,)(?=.)/su)),
    width,
    (piece) => charactersIn(piece, Math.max(1, width)),
  );

/** The same broken at blanks alone; a longer word is left whole, so that a path or an address can be copied. */
export const wrappedText = (text: string, width: number): string =>
  filled(
    text.split(blank).map((word) => [word]),
    width,
    (word) => [word],
  );

/** Fills lines with words, each of one piece or several. wrap-ansi would compose characters: a path is then another one. */
function filled(
  words: readonly (readonly string[])[],
  width: number,
  broken: (piece: string) => readonly string[],
): string {
  const lines: string[] = [];
  for (const word of words)
    for (const [index, piece] of word.entries()) {
      const longer = `${lines.at(-1) ?? ''}${index === 0 ? ' ' : ''}${piece}`;
      if (lines.length > 0 && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
      else lines.push(...(stringWidth(piece) <= width ? [piece] : broken(piece)));
    }
  return lines.join('\n');
}

function charactersIn(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const more = stringWidth(segment);
    if (used > 0 && used + more > width) {
      lines.push(line);
      [line, used] = ['', 0];
    }
    line += segment;
    used += more;
  }
  return [...lines, line];
}
