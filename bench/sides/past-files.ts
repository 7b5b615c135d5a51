import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { RunJob } from '../../src/domain/run/job.ts';
import type { Variant } from '../../src/domain/run/plan.ts';
import { readVariants, type Past, type VariantFile } from '../definitions.ts';
import { variantPins } from '../pins/variant-pins.ts';
import { checkoutOfCommit } from './checkout-of-commit.ts';
import type { Side } from './side.ts';

/** What a variant of a side is built from, and under which name. */
interface SideFiles {
  readonly file: VariantFile;
  readonly arm: Arm;
}

/**
 * The files of one side of a variant, those of a commit in a folder below `temporary`. Throws PAST_GONE if they cannot be had, or are
 * others than those that were built.
 */
export async function filesOfSide(
  parts: {
    readonly root: string;
    readonly temporary: string;
    readonly app: AppDefinition;
    /** The arm of the variant as it is now. */
    readonly arm: Arm;
  },
  side: Side,
  id: string,
  title: string,
): Promise<SideFiles> {
  const { arm: now } = parts;
  const folders = [`sample-apps/${parts.app.id}`, `strategies/${now.dockerfilesOf}`];
  const root =
    side.commit === undefined
      ? parts.root
      : await checkoutOfCommit(parts.root, side.commit, folders, path.join(parts.temporary, id));
  const app = side.commit === undefined ? parts.app : await appOf(root, parts.app);
  const reruns = side.commit === undefined ? now.reruns : await rerunsOf(root, now, app.id);
  const arm: Arm = { ...now, id, title, reruns };
  const past: Past = {
    ...{ root, app, mayUseToday: side.mayUseToday === true },
    ...(side.digests && { digests: side.digests }),
  };
  const variant: Variant = { app: app.id, strategy: id };
  const [read] = await readVariants(root, [variant], { arms: new Map([[id, arm]]) });
  if (read === undefined) throw new Error(`no file of ${id}`);
  const file = { ...read, past };
  await refuseOthers(file, { apps: [app], arms: new Map([[id, arm]]) }, side);
  return { file, arm };
}

/** Throws PAST_GONE if the files are others than the night had. */
async function refuseOthers(
  file: VariantFile,
  selected: Pick<RunJob['selected'], 'apps' | 'arms'>,
  { commit, name, pins }: Side,
): Promise<void> {
  if (commit === undefined || pins === undefined || pins.definition === '') return;
  const found = await variantPins('', [file], { ...selected, apps: [] }, []);
  const [own] = Object.values(found);
  if (own?.definition === pins.definition && own.lockfile === pins.lockfile) return;
  throw new StagebenchError(
    'PAST_GONE',
    `What was built in ${name} is not what commit ${commit.slice(0, 12)} has: files were changed that nobody committed.`,
  );
}

const lies = (file: string): Promise<object> => import(pathToFileURL(file).href) as Promise<object>;

/** The app as that commit defines it; as it is now if that definition cannot be read any more. */
async function appOf(root: string, now: AppDefinition): Promise<AppDefinition> {
  const found = await lies(path.join(root, 'sample-apps', now.id, 'app.ts')).catch(() => ({}));
  return 'app' in found ? { ...now, ...(found.app as AppDefinition) } : now;
}

async function rerunsOf(root: string, now: Arm, app: string): Promise<Arm['reruns']> {
  const file = path.join(root, 'strategies', now.dockerfilesOf, `${app}.reruns.ts`);
  const found = await lies(file).catch(() => ({}));
  return 'reruns' in found ? { ...now.reruns, [app]: found.reruns as Arm['reruns'][string] } : now.reruns;
}
