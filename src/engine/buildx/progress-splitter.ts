/** One JSON document of `--progress=rawjson`, or a line of plain text that buildx printed between them. */
export type ProgressChunk =
  { readonly kind: 'json'; readonly text: string } | { readonly kind: 'text'; readonly text: string };

/** BuildKit sends far less at a time, and cuts the log of a step at 2 MiB. Characters. */
const longestDocument = 16 * 1024 * 1024;

/** What is left of a text that is longer, for the report of a failure. */
const longestText = 1000;

/**
 * Splits the output of `docker buildx build --progress=rawjson` into documents. buildx 0.13 prints each one indented
 * over many lines, later versions on one line; errors of the CLI itself are plain lines in between. Of a line or a document
 * without an end only the beginning is kept.
 */
export class ProgressSplitter {
  #rest = '';
  #open: string[] = [];
  #openLength = 0;
  /** Whether the beginning of this line was handed out, and the rest of it is passed over. */
  #passing = false;

  push(data: string): ProgressChunk[] {
    const lines = (this.#rest + data).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#passing && lines.length > 0) {
      lines.shift();
      this.#passing = false;
    }
    const chunks = lines.flatMap((line) => this.#line(line));
    if (this.#passing) this.#rest = '';
    if (this.#rest.length <= longestDocument) return chunks;
    const beginning = this.#rest;
    this.#rest = '';
    this.#passing = true;
    return [...chunks, ...this.#line(beginning)];
  }

  /** What is left when the stream has ended: a last line without a newline, a document torn in the middle. */
  end(): ProgressChunk[] {
    const last = this.#rest === '' ? [] : this.#line(this.#rest);
    this.#rest = '';
    const torn = this.#open.splice(0);
    return torn.length === 0 ? last : [...last, { kind: 'text', text: torn.join('\n') }];
  }

  #line(line: string): ProgressChunk[] {
    if (this.#open.length > 0) {
      this.#open.push(line);
      this.#openLength += line.length + 1;
      if (this.#openLength > longestDocument) return [beginningOf(this.#open.splice(0).join('\n'))];
      if (line !== '}') return [];
      return [{ kind: 'json', text: this.#open.splice(0).join('\n') }];
    }
    if (line === '{') {
      this.#openLength = 0;
      this.#open.push(line);
      return [];
    }
    if (line.startsWith('{') && line.endsWith('}')) return [{ kind: 'json', text: line }];
    return line.trim() === '' ? [] : [beginningOf(line)];
  }
}

const beginningOf = (text: string): ProgressChunk => ({
  kind: 'text',
  text: text.length > longestDocument ? `${text.slice(0, longestText)}…` : text,
});
