import {
  archiveOf,
  file,
  imageOf,
  ociFiles,
  sha256,
  tarOf,
  type Part,
} from '../../src/inspect/archive/hand-made-image.fixture.ts';

/** The files of a layer with their text, by path. What lies in a folder called `bin` may be executed. */
export type LayerFiles = Readonly<Record<string, string>>;

export interface MadeImage {
  readonly tag: string;
  /** From the bottom; each is one step of the history: `step 0`, `step 1` … */
  readonly layers: readonly LayerFiles[];
  readonly user?: string;
  readonly env?: readonly string[];
  /** Steps before them that made no layer. */
  readonly emptySteps?: readonly string[];
}

const partsOf = (files: LayerFiles): Part[] =>
  Object.entries(files).map(([name, text]) =>
    file(name, text, { mode: name.includes('bin/') ? 0o755 : 0o644 }),
  );

/** A tar: for each file a block of 512 bytes and its content in whole blocks, and two blocks at the end. */
export async function madeLayer(
  files: LayerFiles,
): Promise<{ readonly tar: Buffer; readonly diffId: string }> {
  const tar = await tarOf(partsOf(files));
  return { tar, diffId: `sha256:${sha256(tar)}` };
}

/** Images as `docker save` writes them. */
export async function savedImages(...images: readonly MadeImage[]): Promise<Buffer> {
  const made = images.map(({ tag, layers, user = '', env = [], emptySteps = [] }) => {
    const history = [
      ...emptySteps.map((step) => ({ created_by: step, empty_layer: true })),
      ...layers.map((_, index) => ({ created_by: `step ${index}` })),
    ];
    const config = { config: { User: user, Env: env }, history };
    return imageOf({ refs: [tag], layers: layers.map(partsOf), config });
  });
  return archiveOf(ociFiles(await Promise.all(made)));
}
