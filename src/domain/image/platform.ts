import { StagebenchError } from '../errors.ts';

/** An operating system and a processor, as images name them. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  /** Empty if none is said. */
  readonly variant: string;
}

/** Other words for the same: https://github.com/containerd/platforms/blob/main/database.go */
const aliases: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
};
/** The variant that is meant where none is said. */
const variants: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7', amd64: 'v1' };

/** `os/arch[/variant]`, or only the architecture, which is Linux then, as Docker takes it. Throws USAGE. */
export function parsePlatform(text: string): Platform {
  const parts = text.toLowerCase().split('/');
  const word = (part: string) => /^[a-z0-9][\w.-]*$/.test(part);
  if (!parts.every(word) || parts.length > 3)
    throw new StagebenchError(
      'USAGE',
      `--platform must be like linux/amd64 or linux/arm64/v8, not "${text}".`,
    );
  const [os = '', ...rest] = parts.length === 1 ? ['linux', ...parts] : parts;
  const [first = '', ...more] = rest;
  const [architecture = '', variant = ''] = [...(aliases[first] ?? first).split('/'), ...more];
  return { os, architecture, variant };
}

/** What a config says; it may say nothing. */
export const platformOf = ({
  os,
  architecture,
  variant = '',
}: Omit<Platform, 'variant'> & { readonly variant?: string | undefined }): Platform => ({
  ...{ os, architecture, variant },
});

export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, variant].filter(Boolean).join('/');

/** As containerd names it: without the variant that all have, and an arm with its own: https://github.com/containerd/platforms/blob/main/platforms.go */
export function usualPlatform({ os, architecture, variant }: Platform): Platform {
  if (architecture === 'arm' && variant === '') return { os, architecture, variant: variants.arm ?? '' };
  const isUsual = architecture !== 'arm' && variant === variants[architecture];
  return { os, architecture, variant: isUsual ? '' : variant };
}

/** Whether an image is what was asked for; where no variant was asked for, any of them is. */
export const isPlatform = (image: Platform, asked: Platform): boolean =>
  isProcessor(image, asked) && (asked.variant === '' || variantOf(image) === variantOf(asked));

/** Whether programs of an image run where it was asked for: later variants run what earlier ones do. */
export const isPlatformOrEarlier = (image: Platform, asked: Platform): boolean =>
  isProcessor(image, asked) && level(image) <= level(asked);

/** Whether both are of one system and one processor, in whichever variant. */
export const isProcessor = (one: Platform, asked: Platform): boolean =>
  one.os.toLowerCase() === asked.os && one.architecture.toLowerCase() === asked.architecture;

const variantOf = ({ architecture, variant }: Platform): string =>
  variant.toLowerCase() || (variants[architecture.toLowerCase()] ?? '');

const level = (platform: Platform): number => Number(variantOf(platform).slice(1));
