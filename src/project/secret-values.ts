import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProjectStart } from '../domain/definitions/project.ts';
import type { BuildSecret } from '../domain/run/job.ts';
import { StagebenchError } from '../domain/errors.ts';

/** What is shorter would be found in other words. */
const shortest = 8;

/** Between the words of an .netrc, of JSON and of YAML. */
const betweenWords = /[\s"'`,;{}()<>[\]]+/;

/** What no word of a language looks like. */
const isMixed = (word: string): boolean => /[a-z]/i.test(word) && /\d/.test(word);

/** So is a word with capitals within it; but such names stand in many a program, so no image is searched for them. */
const isOdd = (word: string): boolean => isMixed(word) || /[a-z][A-Z]/.test(word);

/** A text in quotes, and the colon behind it if it is the name of a value. */
const quoted = /"((?:[^"\\]|\\.)*)"(\s*:)?|'([^']*)'(\s*:)?/g;

/** What a line holds that may be used without the rest: what stands behind the first equals sign, in quotes, or is an odd word. */
function partsOf(line: string): string[] {
  const words = line.split(betweenWords).flatMap((word) => [word, word.slice(word.indexOf('=') + 1)]);
  return [
    line,
    line.slice(line.indexOf('=') + 1).trim(),
    ...Array.from(line.matchAll(quoted), ([, double, colon, single, other]) =>
      (colon ?? other) === undefined ? (double ?? single ?? '') : '',
    ),
    ...words.filter(isOdd),
  ];
}

/** What is shorter, or looks like an address or a word, may stand in any image without being a secret. */
const isTelltale = (part: string): boolean =>
  part.length >= 12 && isMixed(part) && !/\s|:\/\/|^\/|^-----/.test(part);

/**
 * What the secrets of builds hold, as it must be told nowhere: each whole, each of its lines, and the parts of one. The builder finds them
 * in the same places (https://docs.docker.com/reference/cli/docker/buildx/build/#secret). Throws PROJECT_CONFIG for one that is not
 * there, which a build would miss, too, and for one that is too short to be kept out of what is recorded.
 */
export async function secretValues(
  specs: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BuildSecret[]> {
  return Promise.all(
    specs.map(async (spec) => {
      const { name, text } = await textOf(spec, environment);
      const whole = text.trim();
      if (whole !== '' && whole.length < shortest)
        throw new StagebenchError(
          'PROJECT_CONFIG',
          `--secret id=${name}: it has ${whole.length} characters, and one of less than ${shortest} cannot be kept out of what is recorded.`,
        );
      const parts = text.split(/\r?\n/).flatMap((line) => partsOf(line.trim()));
      const long = (some: readonly string[]) => [...new Set(some)].filter(({ length }) => length >= shortest);
      return { name, masked: long([whole, ...parts]), telltale: long([whole, ...parts.filter(isTelltale)]) };
    }),
  );
}

async function textOf(
  spec: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly name: string; readonly text: string }> {
  const fields = new Map(
    spec.split(',').map((field): [string, string] => {
      const at = field.indexOf('=');
      return at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
    }),
  );
  const id = fields.get('id');
  // All of it may be the secret.
  if (id === undefined || id === '') throw new StagebenchError('PROJECT_CONFIG', 'A secret has no id=NAME.');
  const file = fields.get('src') ?? fields.get('source');
  if (file !== undefined && fields.get('type') !== 'env') return { name: id, text: await fileText(id, file) };
  const variable = fields.get('env') ?? file ?? id;
  const value = environment[variable];
  if (value !== undefined) return { name: id, text: value };
  if (fields.has('env') || file !== undefined) throw notThere(id, `the variable ${variable} is not set`);
  return { name: id, text: await fileText(id, id) };
}

const fileText = (id: string, file: string): Promise<string> =>
  readFile(path.resolve(file), 'utf8').catch((error: unknown) => {
    throw notThere(id, `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  });

const notThere = (id: string, why: string): StagebenchError =>
  new StagebenchError('PROJECT_CONFIG', `--secret id=${id}: ${why}.`);

/** Names of variables and flags whose values nobody should read. */
const secretName =
  /(?:^|[_-]|require)pass(?:[_-]|$)|passw(?:or)?d|passphrase|secret|token|credential|(?:^|[_-])key(?:[_-]|$)|(?:api|access|private|auth)key/i;

/** `--NAME=VALUE`, `NAME=VALUE` and `--NAME VALUE` in a command, also in one for a shell. */
function settingsIn(command: readonly string[] = []): [string, string][] {
  const words = command.flatMap((word) =>
    /\s/.test(word) ? word.split(/[\s;()]+/).map((one) => one.replaceAll(/["']/g, '')) : [word],
  );
  return [...passwordsBehindP(words), ...settingsOf(words)];
}

/** Clients that take a password as `-pPASSWORD`. */
const takesP = /(?:^|\/)(?:mysql|mariadb|sshpass|mongo)[\w-]*$/;

/** Of others, -p may be a port, a path or the beginning of another name: there a password is what no word of a language looks like. */
function passwordsBehindP(words: readonly string[]): [string, string][] {
  const isClient = words.some((word) => takesP.test(word));
  return words.flatMap((word, index): [string, string][] => {
    const value = word === '-p' ? words[index + 1] : /^-p(.+)/s.exec(word)?.[1];
    const isMeant = value !== undefined && (isClient || (isOdd(value) && !/^[/.]|=/.test(value)));
    return isMeant ? [['password', value]] : [];
  });
}

function settingsOf(words: readonly string[]): [string, string][] {
  return words.map((word, index) => {
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    if (name !== undefined) return [name, value];
    const next = words[index + 1] ?? '';
    return word.startsWith('-') && !next.startsWith('-') ? [word, next] : ['', ''];
  });
}

/** A variable may hold words of a command, such as `-uroot -pPASSWORD`. */
const flagsIn = (value: string): [string, string][] =>
  /(?:^|\s)-/.test(value) ? settingsIn([`${value} `]) : [];

/**
 * What the variables, arguments and commands of the app and of its services hold that looks like a secret, by name or as the password of
 * an address. `args`: those of the variants.
 */
export function secretVariables(
  { environment, command, services = [] }: Pick<ProjectStart, 'environment' | 'command' | 'services'>,
  args: readonly (Readonly<Record<string, string>> | undefined)[] = [],
): BuildSecret[] {
  const variables = [
    ...[environment, ...args],
    ...services.flatMap(({ environment: own, build }) => [own, build?.args]),
  ];
  const commands = [
    command,
    ...services.flatMap(({ command: own, ready }) => [own, ready.kind === 'command' ? ready.command : []]),
  ];
  const set = variables.flatMap((own = {}) => Object.entries(own));
  const all = [...set, ...set.flatMap(([, value]) => flagsIn(value)), ...commands.flatMap(settingsIn)];
  return all.flatMap(([name, value]): BuildSecret[] => {
    const [, password = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(value) ?? [];
    const masked = [secretName.test(name) ? value : '', password].filter(({ length }) => length >= shortest);
    // An image gets none of them, so it is not searched for them.
    return masked.length === 0 ? [] : [{ name, masked, telltale: [] }];
  });
}
