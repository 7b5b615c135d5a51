import { variantId } from '../../domain/run/plan.ts';
import { placeOf, shortened, type Advice, type AdviceRule } from './advice.ts';

/** As the history of an image has it, to as the Dockerfile has it. */
const instructionOf = (createdBy: string): string =>
  createdBy.replace(/ # buildkit$/, '').replace(/^RUN (?:\|\d+ .*? )?\/bin\/sh -c /, 'RUN ');

/** Bytes of a layer of its own that a later layer, or itself, replaces or removes: they are pulled all the same. */
export const needlessBytes: AdviceRule = ({ manifest, images, layers }) =>
  images.flatMap((image) => {
    const variant = variantId(image);
    const { size_bytes: size } = image;
    if (image.state !== 'built' || size === undefined) return [];
    const own = layers.filter((layer) => variantId(layer) === variant && layer.own);
    return own.flatMap((layer): Advice[] => {
      const instruction = instructionOf(layer.created_by ?? '');
      return [
        {
          variant,
          gain: { unit: 'bytes', value: layer.waste_bytes, of: size },
          says: `the image still has what \`${shortened(instruction)}\` writes and a later step replaces or removes: do both in one step, or in a stage before the last`,
          ...placeOf(manifest, variant, instruction),
        },
      ];
    });
  });
