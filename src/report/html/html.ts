import { visible } from '../../domain/visible.ts';

/** HTML that was made here: it is not escaped again. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Part = string | number | Html | readonly Part[] | undefined | false;

/**
 * A template that escapes what is put into it, unless it is HTML that was made by one. Lists are joined; undefined and false are
 * nothing. What turns the direction of text or acts otherwise is written as its code. An attribute must stand in quotes.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, index) => `${text}${textOf(parts[index - 1])}${string}`));

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(textOf).join('');
  return escaped(String(part));
}

/** As the text of an element, or as an attribute in quotes. */
export const escaped = (text: string): string =>
  visible(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
