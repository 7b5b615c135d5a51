import path from 'node:path';
import type { ProjectVariant } from '../domain/definitions/project.ts';
import { familiarName } from '../domain/image/familiar-name.ts';
import {
  chooseDockerfiles,
  checkDockerfile,
  pathInside,
  type ChosenDockerfile,
} from './choose-dockerfiles.ts';
import type { ProjectConfig } from './config/config-schema.ts';
import type { FoundConfig } from './config/parse-config.ts';
import type { ProjectRequest } from './project-request.ts';
import { placedSecret, placedSsh } from './placed-settings.ts';
import { settingsOf } from './settings-of.ts';
import { checkVariantName } from './variant-names.ts';

/** The Dockerfiles that options name, else those of stagebench.json, else all that are there. Throws NO_DOCKERFILE, PROJECT_CONFIG. */
export async function dockerfilesOf(
  root: string,
  { dockerfiles, skipped }: ProjectRequest,
  config: FoundConfig | undefined,
): Promise<ChosenDockerfile[]> {
  const named = config?.says.variants;
  if (dockerfiles.length > 0 || config === undefined || named === undefined)
    return chooseDockerfiles(root, dockerfiles, [...skipped, ...serviceDockerfiles(root, config)]);
  const chosen = Object.entries(named).map(([name, said]) => {
    const where = config.at('variants', name);
    checkVariantName(name, where);
    return { name, where, file: pathInside(root, fileOf(said), where) };
  });
  for (const { file, where } of chosen) await checkDockerfile(root, file, `${where}: `);
  return chosen.map(({ name, file }) => ({ name, file }));
}

/** Absolute paths. They make no variant of the app. */
const serviceDockerfiles = (root: string, config: FoundConfig | undefined): string[] =>
  Object.values(config?.says.services ?? {}).flatMap(({ dockerfile }) =>
    dockerfile === undefined ? [] : [path.resolve(root, dockerfile)],
  );

type Said = NonNullable<ProjectConfig['variants']>[string];

const fileOf = (said: Said): string => (typeof said === 'string' ? said : said.dockerfile);

/** What stagebench.json says of a variant, beside its Dockerfile. */
export function saidOf(config: FoundConfig | undefined, name: string): Partial<Exclude<Said, string>> {
  const said = config?.says.variants?.[name];
  return said === undefined || typeof said === 'string' ? {} : said;
}

/** Who says how a variant is built: the option, else where it stands in stagebench.json. */
export const placeOfSetting =
  (name: string, request: ProjectRequest, config: FoundConfig | undefined) =>
  (setting: 'target' | 'platform'): string => {
    if (request[setting] !== undefined || config === undefined) return `--${setting} ${request[setting]}`;
    const isOwn = saidOf(config, name)[setting] !== undefined;
    return isOwn ? config.at('variants', name, setting) : config.at(setting);
  };

/** What each is built with: what stagebench.json says of all, then what it says of one, then the options. The last one wins. */
export function variantsOf(
  root: string,
  chosen: readonly ChosenDockerfile[],
  request: ProjectRequest,
  config: FoundConfig | undefined,
): Record<string, ProjectVariant> {
  const all = config?.says ?? {};
  return Object.fromEntries(
    chosen.map(({ name, file }) => {
      const own = saidOf(config, name);
      const target = request.target ?? own.target ?? all.target;
      const platform = request.platform ?? own.platform ?? all.platform;
      const args = {
        ...{ ...all.args, ...own.args },
        ...Object.fromEntries(settingsOf('--build-arg', request.buildArgs)),
      };
      const placed = (specs: readonly string[] | undefined, place: typeof placedSsh): string[] =>
        (specs ?? []).map((spec) => place(spec, (file) => path.resolve(request.origin?.root ?? root, file)));
      const secrets = byName(
        [...placed(all.secrets, placedSecret), ...placed(own.secrets, placedSecret), ...request.secrets],
        (spec) => /(?:^|,)id=([^,]*)/.exec(spec)?.[1] ?? spec,
      );
      const ssh = byName(
        [...placed(all.ssh, placedSsh), ...placed(own.ssh, placedSsh), ...request.ssh],
        (spec) => spec.split('=')[0] ?? spec,
      );
      return [
        name,
        {
          dockerfile: path.join(root, file),
          ...(target !== undefined && { target }),
          ...(Object.keys(args).length > 0 && { args }),
          ...(secrets.length > 0 && { secrets }),
          ...(ssh.length > 0 && { ssh }),
          ...(platform !== undefined && { platform }),
        },
      ];
    }),
  );
}

/** The last one of each name. */
const byName = (specs: readonly string[], nameOf: (spec: string) => string): string[] => [
  ...new Map(specs.map((spec) => [nameOf(spec), spec])).values(),
];

/** By the name in FROM, in its short form: what options say goes before what stagebench.json says. */
export const mappedOf = (request: ProjectRequest, config: FoundConfig | undefined): Record<string, string> =>
  Object.fromEntries(
    [...Object.entries(config?.says.map ?? {}), ...settingsOf('--map', request.maps)].map((pair) =>
      pair.map(familiarName),
    ) as [string, string][],
  );
