/**
 * A text as one word of a command that is pasted into a POSIX shell: in it nothing is expanded or run
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02).
 */
export const shellWord = (text: string): string =>
  /^[\w./+:@%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
