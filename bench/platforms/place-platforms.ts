import { readFile } from 'node:fs/promises';
import { onTarget } from '../../src/dockerfile/dockerfile-bases.ts';
import { platformArguments } from '../../src/dockerfile/platform-arguments.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import {
  formatPlatform,
  isPlatform,
  isProcessor,
  parsePlatform,
  usualPlatform,
  type Platform,
} from '../../src/domain/image/platform.ts';
import type { Selection } from '../../src/domain/run/job.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import type { BuiltFor } from '../../src/domain/run/sample.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { VariantFile } from '../definitions.ts';
import { projectVariant } from '../sample-folders.ts';

/** Where and how a variant is built for a platform. */
interface Placed {
  readonly builtFor: BuiltFor;
  /** The engine runs nothing of that platform. */
  readonly isNotStarted?: true;
  /** Bases that are needed for that platform, and not where it is built. */
  readonly names: ReadonlySet<string>;
  /** Those of them that are needed where it is built, too. */
  readonly shared: ReadonlySet<string>;
}

/** By variant; none for those of which no platform was asked for, on a builder that is of the engine's own. */
export type PlacedVariants = ReadonlyMap<string, Placed>;

type Nodes = readonly (readonly string[])[];

/**
 * Finds out how each variant is built for the platform that is asked for, or for that of the builder where it is not the engine's:
 * natively on a node of the builder, by emulation, or without running anything of it. Throws PLATFORM_MISSING where steps run on a
 * platform that no node runs.
 */
export async function placePlatforms(
  files: readonly VariantFile[],
  { apps, arms }: Pick<Selection, 'apps' | 'arms'>,
  builder: Pick<Engine, 'platforms'>,
  home: Pick<Engine, 'platforms'>,
): Promise<PlacedVariants> {
  const placed = new Map<string, Placed>();
  let known: { readonly builds: Nodes; readonly starts: Nodes } | undefined;
  for (const { variant, dockerfile, bases, past } of files) {
    const own = projectVariant(past === undefined ? apps : [past.app], variant, arms.get(variant.strategy));
    if (own?.platform === undefined && builder === home) continue;
    known ??= { builds: await builder.platforms(), starts: await home.platforms() };
    const elsewhere = otherThanHome(known.builds, known.starts);
    const asked = own?.platform ?? elsewhere;
    if (asked === undefined) continue;
    const wanted = usualPlatform(parsePlatform(asked));
    const args = { ...platformArguments(asked), ...own?.args };
    const { runs, ...needed } = onTarget(await readFile(dockerfile, 'utf8'), own?.target, args);
    const way = wayOf(known.builds, wanted);
    const platform = formatPlatform(wanted);
    if (way === undefined && runs) throw missing(variantId(variant), platform, known.builds);
    placed.set(variantId(variant), {
      ...{
        builtFor: { platform, by: way === undefined || (way !== 'native' && !runs) ? 'cross' : way },
        // What is built where the builder is, is built for it too.
        ...(elsewhere !== undefined && isProcessor(parsePlatform(elsewhere), wanted)
          ? { names: new Set(bases.names), shared: new Set<string>() }
          : needed),
      },
      ...(wayOf(known.starts, wanted) === undefined && { isNotStarted: true }),
    });
  }
  return placed;
}

/** The platform of a builder of one node, which builds for it unless it is told; undefined if it is the engine's, or nobody knows. */
function otherThanHome(builds: Nodes, starts: Nodes): string | undefined {
  const own = (nodes: Nodes): string | undefined => nodes[0]?.find((name) => name === unstarred(name));
  const [its, homes] = [own(builds), own(starts)];
  if (builds.length !== 1 || its === undefined || homes === undefined) return undefined;
  return isProcessor(parsePlatform(its), parsePlatform(homes)) ? undefined : its;
}

/** Of those whose images nothing here can start, for the log. */
export function notStartedText(placed: PlacedVariants): string | undefined {
  const those = [...placed].filter(([, { isNotStarted }]) => isNotStarted);
  if (those.length === 0) return undefined;
  const platforms = [...new Set(those.map(([, { builtFor }]) => builtFor.platform))];
  return `images for ${platforms.join(', ')} are read, and not started: the engine runs no such programs`;
}

type Way = 'native' | 'unsure' | 'emulated';
const ways: readonly Way[] = ['native', 'unsure', 'emulated'];

function wayOf(nodes: Nodes, wanted: Platform): Way | undefined {
  const found = nodes.map((node) => wayOn(node, wanted));
  return ways.find((way) => found.includes(way));
}

/** The first platform of a node is its own; with stars it is that, or one of those with a star. */
function wayOn(node: readonly string[], wanted: Platform): Way | undefined {
  const all = node.map((name) => ({ ...parsePlatform(unstarred(name)), hasStar: name !== unstarred(name) }));
  const has32 = wanted.architecture === '386';
  const runs = (own: Platform): boolean =>
    isProcessor(own, wanted) || (has32 && isProcessor(own, { ...wanted, architecture: 'amd64' }));
  if (!all.some((one) => isPlatform(one, wanted) || (has32 && runs(one)))) return undefined;
  const isUnsure = all.some(({ hasStar }) => hasStar);
  const first = all.find(({ hasStar }) => !hasStar);
  const owns = isUnsure ? all.filter((one) => one.hasStar || one === first) : all.slice(0, 1);
  return owns.some(runs) ? (isUnsure ? 'unsure' : 'native') : 'emulated';
}

const unstarred = (name: string): string => name.replace(/\*$/, '');

const missing = (variant: string, platform: string, nodes: Nodes): StagebenchError =>
  new StagebenchError(
    'PLATFORM_MISSING',
    `Steps of ${variant} run on ${platform}, and what builds runs only ${[...new Set(nodes.flat().map(unstarred))].join(', ')}.`,
  );
