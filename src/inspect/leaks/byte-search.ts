/** Something that must not be found, under a name that may be told. */
export interface Needle {
  readonly name: string;
  /** Each of them gives it away. */
  readonly texts: readonly string[];
}

/** Finds needles in bytes that come in pieces, also where one lies across two of them. Nothing but the end of a piece is held. */
export class ByteSearch {
  readonly found = new Set<string>();
  readonly #needles: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly #longest: number;
  #end = Buffer.alloc(0);

  constructor(needles: readonly Needle[]) {
    this.#needles = needles.flatMap(({ name, texts }) =>
      formsOf(texts).map((text) => ({ name, bytes: Buffer.from(text) })),
    );
    this.#longest = Math.max(1, ...this.#needles.map(({ bytes }) => bytes.length));
  }

  /** The piece may be used again after that. */
  write(piece: Buffer): void {
    const bytes = Buffer.concat([this.#end, piece]);
    for (const { name, bytes: needle } of this.#needles)
      if (!this.found.has(name) && bytes.includes(needle)) this.found.add(name);
    this.#end = Buffer.from(bytes.subarray(Math.max(0, bytes.length - this.#longest + 1)));
  }
}

/** As it is, and as it stands in a text of JSON, such as the history of an image. */
const formsOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])),
];
