import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { editsOf, type AppDefinition, type EditKind } from '../../src/domain/definitions/app.ts';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { BuildSecret, ProjectJob, RunJob } from '../../src/domain/run/job.ts';
import type { Variant } from '../../src/domain/run/plan.ts';
import { readVariants, type Past, type VariantFile } from '../definitions.ts';
import { variantPins } from '../pins/variant-pins.ts';
import { checkoutOfCommit } from './checkout-of-commit.ts';
import type { Side } from './side.ts';

/** What a variant of a side is built from, and under which name. */
interface SideFiles {
  readonly file: VariantFile;
  readonly arm: Arm;
  /** The app as that side has it. */
  readonly app: AppDefinition;
  /** Of a project: what builds of that side are given and nobody may read. */
  readonly secrets: readonly BuildSecret[];
}

/** A variant as one side has it. */
interface SideParts {
  readonly root: string;
  readonly app: AppDefinition;
  readonly reruns: Arm['reruns'];
  readonly secrets?: readonly BuildSecret[];
}

/**
 * The files of one side of a variant, those of a commit in a folder below `temporary`. Throws PAST_GONE if they cannot be had, or are
 * others than those that were built.
 */
export async function filesOfSide(
  parts: NowParts,
  side: Side,
  id: string,
  title: string,
): Promise<SideFiles> {
  const folder = path.join(parts.temporary, id);
  const { root, app, reruns, secrets = [] } = await partsOfSide(parts, side.commit, folder);
  const arm: Arm = { ...parts.arm, id, title, reruns };
  const past: Past = {
    ...{ root, app, mayUseToday: side.mayUseToday === true },
    ...(side.digests && { digests: side.digests }),
  };
  const variant: Variant = { app: app.id, strategy: id };
  const [read] = await readVariants(root, [variant], { arms: new Map([[id, arm]]), apps: [app] });
  if (read === undefined) throw new Error(`no file of ${id}`);
  const file = { ...read, past };
  await refuseOthers(file, { apps: [app], arms: new Map([[id, arm]]) }, side);
  return { file, arm, app, secrets };
}

/** A variant as it is now. */
export interface NowParts {
  readonly root: string;
  readonly temporary: string;
  readonly app: AppDefinition;
  readonly arm: Arm;
  /** Of the edit before its timed build. */
  readonly edit: EditKind | undefined;
  /** Absent where it is one of the samples. */
  readonly project?: ProjectJob | undefined;
}

async function partsOfSide(parts: NowParts, commit: string | undefined, folder: string): Promise<SideParts> {
  const { app, arm, root, project } = parts;
  if (commit === undefined) return { root: app.project?.root ?? root, app, reruns: arm.reruns };
  if (project !== undefined) return projectParts(parts, commit, folder);
  const folders = [`sample-apps/${app.id}`, `strategies/${arm.dockerfilesOf}`];
  const place = await checkoutOfCommit(root, commit, folders, folder);
  const past = await appOf(place, app);
  return { root: place, app: past, reruns: await rerunsOf(place, arm, past.id) };
}

/** Throws PAST_GONE if the commit has no such variant, or nothing that the edit could change. */
async function projectParts(
  { project, arm: { dockerfilesOf }, edit }: NowParts,
  commit: string,
  folder: string,
): Promise<SideParts> {
  const past = await project?.inCommit?.(commit, folder);
  const found = past?.strategies.find(({ id }) => id === dockerfilesOf);
  const lacks =
    found === undefined
      ? `it has no Dockerfile of ${dockerfilesOf}`
      : edit !== undefined &&
          editsOf(past?.app ?? { edits: [] }, dockerfilesOf).every(({ kind }) => kind !== edit)
        ? `edit-${edit} cannot change the same files in it`
        : undefined;
  if (past !== undefined && found !== undefined && lacks === undefined)
    return {
      ...{ root: past.app.project?.root ?? folder, app: past.app },
      ...{ reruns: found.reruns, secrets: past.secrets },
    };
  throw new StagebenchError(
    'PAST_GONE',
    `The project cannot be built as commit ${commit.slice(0, 12)} has it: ${lacks ?? 'it is of a commit itself'}.`,
  );
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
