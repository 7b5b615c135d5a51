import { trimmedValue } from './trimmed-value.ts';

/**
 * The text with `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+instead}`, and values that a pattern trims (`${NAME%-slim}`) put in. What
 * nobody has set is empty.
 */
export function expandVariables(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\\\$|\$(?:(\w+)|\{(\w+)(?:(:?[-+]|##?|%%?|\/\/?)((?:\$\{[^}]*\}|\\.|[^}\\])*))?\})/g,
    (all, plain?: string, braced?: string, operator?: string, word = '') => {
      const name = plain ?? braced;
      if (name === undefined) return '$';
      const value = values.get(name);
      const isSet = operator?.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
      if (operator?.endsWith('+')) return isSet ? expandVariables(word as string, values) : '';
      if (operator?.endsWith('-') && !isSet) return expandVariables(word as string, values);
      if (operator !== undefined && /[#%/]/.test(operator))
        return trimmedValue(value ?? '', operator, expandVariables(word as string, values));
      return value ?? '';
    },
  );
}

/** `NAME=value` pairs, as ARG and ENV have them, or the old `NAME value` of ENV; quotes are taken off. A name alone has no value. */
export function readPairs(text: string, keyword = 'ARG'): [string, string | undefined][] {
  const old = keyword === 'ENV' && /^([^\s=]+)\s+(.*)$/s.exec(text.trim());
  if (old) return [[old[1] ?? '', unquoted(old[2] ?? '')]];
  const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  return words.map((word) => {
    const at = word.indexOf('=');
    return at === -1 ? [word, undefined] : [word.slice(0, at), unquoted(word.slice(at + 1))];
  });
}

/** Without the quotes that a shell takes off. */
export const unquoted = (word: string): string =>
  word.replaceAll(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
    (_, double?: string, single?: string) => double ?? single ?? '',
  );
