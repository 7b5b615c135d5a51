import { StagebenchError } from '../../../domain/errors.ts';
import type { SavedImage } from './image-config.ts';
import { listed, type ArchiveContents, type NamedImage } from './images-in-archive.ts';
import { formatPlatform, isPlatform, platformOf, type Platform } from '../../../domain/image/platform.ts';
import { BeyondBound } from '../../beyond-bound.ts';

export interface Choice {
  /** What is read, at the beginning of a sentence. */
  readonly subject: string;
  readonly platform?: Platform | undefined;
  readonly beside?: (text: string) => void;
}

/**
 * The images that are whole, of those that are asked for; the rest is told to `beside`. Throws UNKNOWN_NAME if there is no
 * image of the platform; if none is whole BeyondBound where that is all, else a plain Error.
 */
export function chooseImages(
  { images, faults, beside }: ArchiveContents,
  faultOf: (image: NamedImage) => Error | undefined,
  choice: Choice,
): SavedImage[] {
  const { subject, platform, beside: tell } = choice;
  const asked = images.filter(
    (image) => platform === undefined || isPlatform(platformOf(image.saved.config), platform),
  );
  if (platform !== undefined && asked.length === 0 && images.length > 0)
    throw otherPlatforms(images, subject, platform);
  const found = asked.map((image) => ({ image, fault: faultOf(image) }));
  const whole = found.flatMap(({ image, fault }) => (fault === undefined ? [image.saved] : []));
  const broken = found.flatMap(({ image, fault }) => (fault === undefined ? [] : [{ image, fault }]));
  if (whole.length === 0) {
    const found = [...broken.map(({ fault }) => fault), ...faults.map((fault) => new Error(fault))];
    const [first] = found;
    if (first !== undefined && found.length === 1 && beside.length === 0) throw first;
    const Kind =
      found.length > 0 && found.every((fault) => fault instanceof BeyondBound) ? BeyondBound : Error;
    throw new Kind(`no image in it is whole: ${listed(parts(broken, faults, beside))}`);
  }
  const rest = parts(broken, platform === undefined ? faults : [], platform === undefined ? beside : []);
  if (rest.length > 0) tell?.(listed(rest));
  return whole;
}

const parts = (
  broken: readonly { readonly image: NamedImage; readonly fault: Error }[],
  faults: readonly string[],
  beside: readonly string[],
): string[] => [
  ...broken.map(({ image, fault }) => `${nameOf(image)} (${fault.message})`),
  ...faults.map((fault) => `an image (${fault})`),
  ...beside,
];

const nameOf = (image: NamedImage): string =>
  [image.saved.refs[0], formatPlatform(platformOf(image.saved.config))].filter(Boolean).join(' ') ||
  'an image';

function otherPlatforms(images: readonly NamedImage[], subject: string, asked: Platform): StagebenchError {
  const there = new Set(
    images.map((image) => formatPlatform(platformOf(image.saved.config)) || 'an unknown one'),
  );
  return new StagebenchError(
    'UNKNOWN_NAME',
    `${subject} has no image of the platform ${formatPlatform(asked)}. It has ${listed([...there])}.`,
  );
}
