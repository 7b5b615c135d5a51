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
  #start = 0;
  #at = 0;
  /** Whether the byte before was a carriage return, and ended a line that is not blank. */
  #returned: 'a line' | 'a blank line' | undefined;

  take(piece: Uint8Array): this {
    for (const byte of piece) {
      this.#at += 1;
      if (byte === quote) this.#quoted = !this.#quoted;
      if (this.#quoted || (byte !== lineFeed && byte !== carriageReturn)) this.#returned = undefined;
      else this.#endLine(byte);
    }
    return this;
  }

  /** Other line ends than line feeds, in words. */
  get foreign(): string | undefined {
    const { both, carriageReturn: alone } = this.#found;
    if (both + alone === 0) return undefined;
    const name = both === 0 ? 'CR' : alone === 0 ? 'CRLF' : 'CR and CRLF';
    return `${name} at the ends of ${this.#found.lineFeed > 0 ? 'some of ' : ''}its lines`;
  }

  #endLine(byte: number): void {
    if (byte === lineFeed && this.#returned !== undefined) {
      this.#found.carriageReturn -= 1;
      this.#found.both += 1;
      if (this.#returned === 'a line') this.ends[this.ends.length - 1] = this.#at;
      this.#returned = undefined;
    } else {
      this.#found[byte === lineFeed ? 'lineFeed' : 'carriageReturn'] += 1;
      const isBlank = this.#at === this.#start + 1;
      if (!isBlank) this.ends.push(this.#at);
      this.#returned = byte === carriageReturn ? (isBlank ? 'a blank line' : 'a line') : undefined;
    }
    this.#start = this.#at;
  }
}
