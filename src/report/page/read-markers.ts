import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { StagebenchError } from '../../domain/errors.ts';
import { markerWords } from './marker-words.ts';

/** A place in a page that is written anew: what stands between `<!-- stagebench:NAME … -->` and `<!-- /stagebench -->`. */
export interface Marker {
  /** What is to stand there: the name of a table, or `chart`. */
  readonly name: string;
  /** Words behind the name that are no key. */
  readonly words: readonly string[];
  readonly keys: ReadonlyMap<string, string>;
  /** Of the first marker, from 1. */
  readonly line: number;
  /** Where what stands between the markers begins and ends in the text of the page. */
  readonly start: number;
  readonly end: number;
}

/** One comment of ours. */
interface Comment {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const comment = /<!--([\s\S]*?)-->/g;
const opening = /^\s*stagebench:(\S*)(.*)$/s;
const closing = /^\s*\/stagebench\s*$/;
const ours = /^\s*\/?stagebench\b/;

/**
 * Finds the markers of a page, in their order. They are comments as Markdown has them: in a code block they are text. `text`
 * begins with no byte order mark. Throws MARKER_UNREADABLE, with the line: for a marker that is not alone on its line, or in a
 * list or a quote; for one that is never closed, closes nothing, or opens in another one.
 */
export function readMarkers(file: string, text: string): Marker[] {
  const markers: Marker[] = [];
  let open: (Comment & { readonly opened: RegExpExecArray }) | undefined;
  for (const one of comments(file, text)) {
    const opened = opening.exec(one.text);
    if (opened !== null) {
      if (open !== undefined)
        throw unreadable(
          file,
          one.line,
          `opens a marker inside of that of line ${open.line}, which is not closed`,
        );
      open = { ...one, opened };
    } else if (!closing.test(one.text)) {
      throw unreadable(file, one.line, `has a marker that is none: <!--${one.text}-->`);
    } else if (open === undefined) {
      throw unreadable(file, one.line, 'closes a marker, and none is open');
    } else {
      const [, name = '', rest = ''] = open.opened;
      const { line, end: start } = open;
      markers.push({ name, ...markerWords(rest, at(file, line)), line, start, end: one.start });
      open = undefined;
    }
  }
  if (open !== undefined)
    throw unreadable(file, open.line, 'opens a marker that is never closed: <!-- /stagebench --> is missing');
  return markers;
}

/** Our comments, wherever Markdown has one. */
function comments(file: string, text: string): Comment[] {
  const found: Comment[] = [];
  const tree = fromMarkdown(text);
  for (const node of htmlOf(tree, false)) {
    const start = node.start;
    const source = text.slice(start, node.end);
    const begun = source
      .replaceAll(comment, (whole) => ' '.repeat(whole.length))
      .search(/<!--\s*\/?stagebench\b/);
    if (begun !== -1) {
      const line = text.slice(0, start + begun).split('\n').length;
      throw unreadable(file, line, 'begins a marker that does not end: --> is missing');
    }
    for (const { 0: whole, 1: said = '', index } of source.matchAll(comment)) {
      if (!ours.test(said)) continue;
      const place = { start: start + index, end: start + index + whole.length };
      const line = text.slice(0, place.start).split('\n').length;
      if (node.isNested)
        throw unreadable(file, line, 'has a marker in a list or a quote: it can stand outside only');
      if (!isAlone(text, place))
        throw unreadable(file, line, 'has a marker beside other text: it needs a line of its own');
      found.push({ text: said, line, ...place });
    }
  }
  return found;
}

interface HtmlNode {
  readonly start: number;
  readonly end: number;
  readonly isNested: boolean;
}

/** Every piece of HTML, and whether it lies in a list or a quote. */
function htmlOf(node: Nodes, isNested: boolean): HtmlNode[] {
  if (node.type === 'html') {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    return start === undefined || end === undefined ? [] : [{ start, end, isNested }];
  }
  if (!('children' in node)) return [];
  const nests = node.type === 'list' || node.type === 'blockquote' || node.type === 'footnoteDefinition';
  return node.children.flatMap((child) => htmlOf(child, isNested || nests));
}

const isAlone = (text: string, { start, end }: { readonly start: number; readonly end: number }): boolean =>
  /(^|[\r\n])[ \t]*$/.test(text.slice(0, start)) && /^[ \t]*($|[\r\n])/.test(text.slice(end));

const at = (file: string, line: number): string => `${file}:${line}`;

const unreadable = (file: string, line: number, what: string): StagebenchError =>
  new StagebenchError('MARKER_UNREADABLE', `${at(file, line)} ${what}.`);
