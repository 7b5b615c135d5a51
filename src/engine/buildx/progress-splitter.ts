/** One JSON document of `--progress=rawjson`, or a line of plain text that buildx printed between them. */
export type ProgressChunk =
  { readonly kind: 'json'; readonly text: string } | { readonly kind: 'text'; readonly text: string };

/**
 * Splits the output of `docker buildx build --progress=rawjson` into documents. buildx 0.13 prints each one indented
 * over many lines, later versions on one line; errors of the CLI itself are plain lines in between.
 */
export class ProgressSplitter {
  #rest = '';
  #open: string[] = [];

  push(data: string): ProgressChunk[] {
    const lines = (this.#rest + data).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line));
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
      if (line !== '}') return [];
      return [{ kind: 'json', text: this.#open.splice(0).join('\n') }];
    }
    if (line === '{') {
      this.#open.push(line);
      return [];
    }
    if (line.startsWith('{') && line.endsWith('}')) return [{ kind: 'json', text: line }];
    return line.trim() === '' ? [] : [{ kind: 'text', text: line }];
  }
}
