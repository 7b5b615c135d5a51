import { createHash } from 'node:crypto';

/** How the times of a made-up machine scatter. */
export interface FakeNoise {
  /** Relative standard deviation of a build, 0.03 = 3 %; none unless told. */
  readonly noise?: number;
  /** Relative, per build of the process: 0.001 makes the hundredth build 10 % slower than the first; none unless told. */
  readonly drift?: number;
  /** Another one gives other times; 1 unless told. */
  readonly noiseSeed?: number;
}

/**
 * By how much the next build of an image is slower than the script says. The same builds in the same order give the same
 * times, whatever else is built between them, except for the drift. Both count from the start of the process: a run that is
 * resumed scatters otherwise than one that was not interrupted.
 */
export function fakePace({ noise = 0, drift = 0, noiseSeed = 1 }: FakeNoise): (image: string) => number {
  const buildsOf = new Map<string, number>();
  let builds = 0;
  return (image) => {
    const count = (buildsOf.get(image) ?? 0) + 1;
    buildsOf.set(image, count);
    builds += 1;
    return Math.exp(noise * standardNormal(`${noiseSeed} ${image} ${count}`)) * (1 + drift * (builds - 1));
  };
}

/** Box & Muller, from 2 × 48 bits of a hash. */
function standardNormal(of: string): number {
  const bytes = createHash('sha256').update(of).digest();
  const [radius = 0, angle = 0] = [0, 6].map((at) => (bytes.readUIntBE(at, 6) + 1) / 2 ** 48);
  return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
}
