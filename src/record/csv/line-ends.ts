const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Where the lines of a file of rows end, and with what; the file may come in pieces. What stands within quotes belongs to a
 * field (RFC 4180). Fields with a carriage return are always quoted here: one outside of quotes is of another program.
 */
export class LineEnds {
  /** Where each line that is not blank ends, in bytes. */
  readonly ends: number[] = [];
  readonly #found = { lineFeed: 0, both: 0, carriageReturn: 0 };
  #quoted = false;
  /** Where the line that is read begins. */
  #start = 0;
  /** Of the pieces before. */
  #bytes = 0;
  /** Behind the last carriage return that ended a line. */
  #returned: { readonly at: number; readonly isBlank: boolean } | undefined;

  take(piece: Uint8Array): this {
    let quoted = this.#quoted;
    for (let index = 0; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0;
      // Nearly all are: a file may have hundreds of millions.
      if (byte > quote) continue;
      if (byte === quote) quoted = !quoted;
      else if (!quoted && (byte === lineFeed || byte === carriageReturn))
        this.#endLine(byte, this.#bytes + index + 1);
    }
    this.#quoted = quoted;
    this.#bytes += piece.length;
    return this;
  }

  /** Other line ends than line feeds, in words. */
  get foreign(): string | undefined {
    const { both, carriageReturn: alone } = this.#found;
    if (both + alone === 0) return undefined;
    const name = both === 0 ? 'CR' : alone === 0 ? 'CRLF' : 'CR and CRLF';
    return `${name} at the ends of ${this.#found.lineFeed > 0 ? 'some of ' : ''}its lines`;
  }

  #endLine(byte: number, at: number): void {
    const returned = this.#returned;
    if (byte === lineFeed && returned?.at === at - 1) {
      this.#found.carriageReturn -= 1;
      this.#found.both += 1;
      if (!returned.isBlank) this.ends[this.ends.length - 1] = at;
    } else {
      this.#found[byte === lineFeed ? 'lineFeed' : 'carriageReturn'] += 1;
      const isBlank = at === this.#start + 1;
      if (!isBlank) this.ends.push(at);
      if (byte === carriageReturn) this.#returned = { at, isBlank };
    }
    this.#start = at;
  }
}
