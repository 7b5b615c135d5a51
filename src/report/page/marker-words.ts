import { StagebenchError } from '../../domain/errors.ts';

/** What stands behind the name of a marker. */
export interface MarkerWords {
  /** Words without `=`. */
  readonly words: readonly string[];
  readonly keys: ReadonlyMap<string, string>;
}

/** A word, or a key with its value; a value with blanks stands in quotes, in which a backslash takes the next character as it is. */
const word = /\s*(?:([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))|(\S+))/suy;

/** Reads `size-time app=go caption="What a \"slim\" image saves"`. `where` begins a message. Throws MARKER_UNREADABLE. */
export function markerWords(text: string, where: string): MarkerWords {
  const words: string[] = [];
  const keys = new Map<string, string>();
  const source = text.trim();
  word.lastIndex = 0;
  while (word.lastIndex < source.length) {
    const before = word.lastIndex;
    const [, key, quoted, plain, bare] = word.exec(source) ?? [];
    if (key === undefined) {
      if (bare === undefined || bare.includes('"'))
        throw unreadable(where, `cannot be read from here on: ${source.slice(before).trim()}`);
      words.push(bare);
      continue;
    }
    if (plain?.includes('"') === true) throw unreadable(where, `has quotes that do not fit: ${key}=${plain}`);
    if (keys.has(key)) throw unreadable(where, `has the key ${key} twice`);
    keys.set(key, quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/gsu, '$1'));
  }
  return { words, keys };
}

const unreadable = (where: string, what: string): StagebenchError =>
  new StagebenchError('MARKER_UNREADABLE', `${where} ${what}.`);
