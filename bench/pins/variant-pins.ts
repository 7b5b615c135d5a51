import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import { masked } from '../../src/domain/masked.ts';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import type { Selection } from '../../src/domain/run/job.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import { hashOfSources, type VariantFile } from '../definitions.ts';
import { hashOfContext } from '../../src/project/context/hash-context.ts';
import { secretVariables } from '../../src/project/secret-values.ts';
import { contextOf } from '../sample-folders.ts';

/** What pins an image: if all of it is the same, the image should be. */
interface VariantPins {
  /** First digits of the SHA-256 of its Dockerfile, what is changed in it, and the sources of the app without its lockfiles. */
  readonly definition: string;
  /** Of `bases`. */
  readonly base: string;
  /** Of the lockfiles of the app. */
  readonly lockfile: string;
  /** `NAME@DIGEST` of each image that the Dockerfile names, in the order of their names. */
  readonly bases: string;
}

/** Enough to tell some thousand of them apart: two of 10,000 are alike with a chance of 2e-7. */
const digits = 12;

/** By variant. */
export async function variantPins(
  root: string,
  files: readonly VariantFile[],
  { apps, arms }: Pick<Selection, 'apps' | 'arms'>,
  bases: readonly ResolvedBase[],
): Promise<Record<string, VariantPins>> {
  const contexts = await Promise.all(
    apps.map(async (app) => [app.id, await contextPins(root, app)] as const),
  );
  const contextOfApp = new Map(contexts);
  const appOf = new Map(apps.map((app) => [app.id, app]));
  const digestsOf = (some: readonly ResolvedBase[]) =>
    new Map(some.map(({ name, digest }) => [name, digest]));
  const digestOf = digestsOf(bases);
  const pins = files.map(async ({ variant, dockerfile, bases: { names }, past }) => {
    const { transform, build } = arms.get(variant.strategy) ?? {};
    const { sources = '', lockfile = '' } =
      (past === undefined ? contextOfApp.get(variant.app) : await contextPins(past.root, past.app)) ?? {};
    const digests = past?.bases === undefined ? digestOf : digestsOf(past.bases);
    const named = names.toSorted().map((name) => `${name}@${digests.get(name) ?? 'unknown'}`);
    const settings = JSON.stringify([
      transform,
      build,
      sources,
      ...settingsOf(
        past?.app ?? appOf.get(variant.app),
        arms.get(variant.strategy)?.dockerfilesOf ?? variant.strategy,
      ),
    ]);
    return [
      variantId(variant),
      {
        definition: shortHash(await readFile(dockerfile), settings),
        base: shortHash(named.join(' ')),
        lockfile: lockfile.slice(0, digits),
        bases: named.join(' '),
      },
    ] as const;
  });
  return Object.fromEntries(await Promise.all(pins));
}

/** It is another one after every commit and fetch, and no copy of a commit has it. */
const isOfGit = (file: string): boolean => file.split('/').includes('.git');

/** How a variant of a project is built, where it says so, without what nobody may read. */
function settingsOf(app: AppDefinition | undefined, name: string): readonly object[] {
  const { target, platform, args } = app?.project?.variants[name] ?? {};
  if (target === undefined && platform === undefined && args === undefined) return [];
  const secrets = secretVariables({}, [args]).flatMap(({ masked: texts }) => texts);
  const said = Object.entries(args ?? {}).map(([arg, value]) => [arg, masked(value, secrets)]);
  return [{ target, platform, args: said.toSorted() }];
}

/** Hashes of the sources of an app without its lockfiles, and of these. */
async function contextPins(root: string, app: AppDefinition): Promise<{ sources: string; lockfile: string }> {
  const locks = new Set(app.lockfiles);
  if (app.project !== undefined)
    return {
      sources: await hashOfContext(app.project, (file) => !locks.has(file) && !isOfGit(file), true),
      lockfile: await hashOfContext(app.project, (file) => locks.has(file), true),
    };
  const context = contextOf(root, app);
  return {
    sources: await hashOfSources(context, (file) => !locks.has(file)),
    lockfile: await hashOfSources(context, (file) => locks.has(file)),
  };
}

function shortHash(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, digits);
}
