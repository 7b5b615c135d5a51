/** What is written as its code wherever it is printed (`visibleLines`), so that it would name something else when pasted. */
const acting = /(?!\n|\t)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * A text as one word of a command that is pasted into a POSIX shell: in it nothing is expanded or run
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02).
 */
export function shellWord(text: string): string {
  if (/^[\w./+:@%-]+$/.test(text)) return text;
  return acting.test(text) ? printfWord(text) : quoted(text);
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The word that printf makes of codes (a leading - were an option of it); a substitution loses the line ends that it ends with. */
function printfWord(text: string): string {
  const [, start = '', ends = ''] = /^(.*?)(\n*)$/su.exec(text) ?? [];
  const format = start.replaceAll(/^-|[\\%]|[^ -~]/gu, (character) => {
    if (character === '%') return '%%';
    const bytes = new TextEncoder().encode(character);
    return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  });
  return `"$(printf ${quoted(format)})"${ends === '' ? '' : quoted(ends)}`;
}
