import { variantId } from '../../domain/run/plan.ts';
import type { LayerRow } from '../../record/rows.ts';
import { placeOf, shortened, type Advice, type AdviceRule } from './advice.ts';

/** As the history of an image has it, to as the Dockerfile has it. */
const instructionOf = (createdBy: string): string =>
  createdBy.replace(/ # buildkit$/, '').replace(/^RUN (?:\|\d+ .*? )?\/bin\/sh -c /, 'RUN ');

/** What of a layer of its own is pulled, and needed by nobody: a number of bytes, and what to do about those that a step wrote. */
const kinds: readonly (readonly [
  of: (layer: LayerRow) => number | undefined,
  says: (step: string, layer: LayerRow) => string,
])[] = [
  [
    (layer) => layer.waste_bytes,
    (step) =>
      `the image still has what ${step} writes and a later step replaces or removes: do both in one step, or in a stage before the last`,
  ],
  [
    (layer) => layer.cache_bytes,
    (step, layer) =>
      `the image has the cache that ${step} fills (${pathOf(layer, /^(?!.*(\/node_modules\/|\/\.git$))/)}): a cache mount keeps it out of the image`,
  ],
  [
    (layer) => layer.development_bytes,
    (step, layer) =>
      `the image has packages of ${step} that only development needs (${pathOf(layer, /\/node_modules\//)}, …): install without them in a stage that the last one copies from`,
  ],
  [
    (layer) => layer.git_bytes,
    (step, layer) =>
      `the image has the ${pathOf(layer, /\/\.git$/)} that ${step} brings: a .dockerignore can leave it out`,
  ],
];

const pathOf = ({ needless_paths: paths = '' }: LayerRow, kind: RegExp): string =>
  paths.split(' ').find((path) => kind.test(path)) ?? paths;

/** Bytes that are in an image, and that no step or process needs: a part of what it adds to its base, which no step can change. */
export const needlessBytes: AdviceRule = ({ manifest, images, layers }) =>
  images.flatMap((image) => {
    const variant = variantId(image);
    const { own_bytes: ownBytes } = image;
    if (image.state !== 'built' || ownBytes === undefined) return [];
    const own = layers.filter((layer) => variantId(layer) === variant && layer.own);
    return own.flatMap((layer) =>
      kinds.flatMap(([of, says]): Advice[] => {
        const instruction = instructionOf(layer.created_by ?? '');
        return [
          {
            variant,
            gain: { unit: 'bytes', value: of(layer) ?? 0, of: ownBytes },
            says: says(`\`${shortened(instruction)}\``, layer),
            ...placeOf(manifest, variant, instruction),
          },
        ];
      }),
    );
  });
