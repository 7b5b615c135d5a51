import { visible } from '../../domain/visible.ts';

/** A code span of one backtick on each side. Its text has no backtick, so a parser ends it at the same place. */
const codeSpan = /(?<!`)(`[^`]+`)(?!`)/;

/** A text cut at its code spans: every second part is one, with its backticks. */
export const cutAtCode = (text: string): string[] => text.split(codeSpan);

/** What Markdown could read as more than text, wherever it stands. `_` inside of a word and a lone `*` are text. */
const acting = /[\\`[\]]|\*(?=\S)|(?<=\S)\*|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|~(?=\S)|(?<=\S)~/gu;

/** What could begin HTML or an address, or an entity. */
const markup = /<(?=[a-z/!?])|&(?=#?\w+;)/gi;

/** What GitHub and GitLab would take for somebody who is called: a comment must call nobody. A space without width behind the sign ends it. */
const calling = /(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}_])/gu;

/** The beginning of a paragraph that would be a heading, a list, a quote or a line. */
const opening = /^(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|-[-\s]*$)|(?<=^\d{1,9})(?=[.)](?:\s|$))/;

/** Text that Markdown shows as it is. Names of users, files and steps come from outside: they are not to be trusted. */
export const plainText = (text: string): string =>
  visible(text)
    .replaceAll(acting, '\\$&')
    .replaceAll(markup, (found) => (found === '<' ? '&lt;' : '&amp;'))
    .replaceAll(calling, '$&&#8203;');

/** The same, but code spans stay code. Nothing in a code span is read as Markdown or HTML. */
export const textWithCode = (text: string): string =>
  cutAtCode(visible(text))
    .map((part, index) => (index % 2 === 1 ? part : plainText(part)))
    .join('');

/** The same, or all of it bold. */
export function markdownText(text: string): string {
  const [, bold] = /^\*\*([^*]+)\*\*$/.exec(text) ?? [];
  return bold === undefined ? textWithCode(text) : `**${textWithCode(bold)}**`;
}

/** One paragraph that is text from its first character on. */
export const paragraphText = (text: string, escaped: (text: string) => string): string =>
  escaped(text.trim()).replace(opening, '\\');

/** A bar would end the cell, also in a code span. */
export const cellText = (escaped: string): string => escaped.replaceAll('|', '\\|');
