/** What tears a line. */
const breaks = /[\t\n\v\f\r\u2028\u2029]+/g;

/** Control characters act on the terminal; the others turn the direction of the text that follows. */
const acting = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The same value, and every text in it as it may be shown: what comes from an image is not to be trusted. Breaks become
 * blanks, whatever else acts is written as its code.
 */
export function visible<T>(value: T): T {
  if (typeof value === 'string') return visibleText(value) as T;
  if (Array.isArray(value)) return value.map((one) => visible<unknown>(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visible<unknown>(one)])) as T;
}

function visibleText(text: string): string {
  return text.replaceAll(breaks, ' ').replaceAll(acting, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
  });
}
