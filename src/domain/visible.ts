/** What tears a line. */
const breaks = /[\t\n\v\f\r\u2028\u2029]+/g;

/** Control characters act on the terminal; the others turn the direction of the text that follows. */
const acting = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** The same, and line separators; ends of lines and tabs are wanted in a text of several lines. */
const actingInLines = /(?!\n|\t)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The same value, and every text in it as it may be shown: what comes from an image is not to be trusted. Breaks become
 * blanks, whatever else acts is written as its code.
 */
export function visible<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(breaks, ' ').replaceAll(acting, codeOf) as T;
  if (Array.isArray(value)) return value.map((one) => visible<unknown>(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visible<unknown>(one)])) as T;
}

/** A text of several lines as it may be shown: lines stay, and whatever else acts is written as its code. */
export const visibleLines = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(actingInLines, codeOf);

/**
 * JSON of two blanks a level that nothing in it can act through. JSON.stringify escapes only what is below U+0020; the rest
 * stands in strings, where the escape means the same (RFC 8259, section 7).
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(actingInLines, (character) => unicodeEscape(character));
}

function codeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? unicodeEscape(character) : `\\x${code.padStart(2, '0')}`;
}

const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
