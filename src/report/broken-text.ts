/** A text in lines of at most so many characters, broken at blanks; a word that is longer breaks where the line ends. */
export function brokenText(text: string, width: number): string {
  const most = Math.max(1, width);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(...pieces(word, most));
  }
  return lines.join('\n');
}

const pieces = (word: string, width: number): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(word.length / width)) }, (_, index) =>
    word.slice(index * width, (index + 1) * width),
  );
