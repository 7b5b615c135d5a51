import { DockerfileParser, type Instruction, type ModifiableInstruction } from 'dockerfile-ast';
import { expandVariables, readPairs, unquoted } from './expand-variables.ts';

/** As `docker build --build-arg` gives them. */
export type BuildArguments = Readonly<Record<string, string>>;

/** A stage of a Dockerfile: a FROM, and what follows it up to the next one. */
export interface Stage {
  /** As AS gives it, in lower case: names of stages have no case. Undefined if it has none. */
  readonly name: string | undefined;
  /** As FROM names it, with its variables put in: an image, `scratch`, or a stage before this one. */
  readonly from: string;
  /** The stage that it goes on from; undefined if FROM names an image, or `scratch`. */
  readonly parent: Stage | undefined;
  /** Whether it is of the platform that is built for: FROM names no other one. */
  readonly isOnTarget: boolean;
  /**
   * First those that its parent puts off by ONBUILD: BuildKit runs them as steps of this stage, and of none that goes on from this one
   * (https://docs.docker.com/reference/dockerfile/#onbuild).
   */
  readonly instructions: readonly StageInstruction[];
  /** What an ARG without a value gets: build arguments, and the defaults that stand before the first FROM. */
  readonly given: ReadonlyMap<string, string>;
}

interface StageInstruction {
  /** In upper case. */
  readonly keyword: string;
  /** On one line, without the remarks within it. */
  readonly text: string;
  /** `text` without keyword and flags. */
  readonly rest: string;
  /** Its words, without flags; those of a JSON array if it is one. */
  readonly words: readonly string[];
  /** What `COPY --from` and `RUN --mount=…,from=` name: a stage, its number, or an image. */
  readonly sources: readonly string[];
  /** What it takes from the context, as it names it. */
  readonly copied: readonly string[];
  /** The patterns of `--exclude`. */
  readonly excluded: readonly string[];
  /** An ONBUILD of the parent says it. */
  readonly isPutOff?: true;
  /** Its lines in the file, from 0. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Reads the stages of a Dockerfile, in order. What stands before the first FROM belongs to none. */
export function readStages(text: string, args: BuildArguments = {}): readonly Stage[] {
  const stages: (Stage & { readonly instructions: StageInstruction[] })[] = [];
  const dockerfile = DockerfileParser.parse(text);
  const read = instructionReader(dockerfile.getEscapeCharacter());
  const values = new Map(Object.entries(args));
  const froms = dockerfile.getFROMs();
  const putOff = new Map<Stage, StageInstruction[]>();
  for (const instruction of dockerfile.getInstructions()) {
    if (instruction.getKeyword() !== 'FROM') {
      const found = read(instruction);
      if (stages.length === 0 && found.keyword === 'ARG') setDefaults(found.rest, values);
      const stage = stages.at(-1);
      stage?.instructions.push(found);
      const trigger = triggerOf(instruction);
      if (stage !== undefined && trigger)
        putOff.set(stage, [...(putOff.get(stage) ?? []), { ...read(trigger), isPutOff: true }]);
      continue;
    }
    const at = froms[stages.length];
    const from = unquoted(expandVariables(at?.getImage() ?? '', values));
    const parent = stages.findLast(({ name }) => name === from.toLowerCase());
    const instructions = parent === undefined ? [] : [...(putOff.get(parent) ?? [])];
    const platform = at?.getPlatformFlag()?.getValue();
    const isOnTarget =
      parent?.isOnTarget ??
      (platform == null || expandVariables(platform, values) === values.get('TARGETPLATFORM'));
    const name = at?.getBuildStage()?.toLowerCase();
    stages.push({ name, from, parent, isOnTarget, instructions, given: values });
  }
  return stages;
}

/** What ONBUILD puts off; of anything else, nothing. */
const triggerOf = (
  instruction: Instruction & { readonly getTriggerInstruction?: () => Instruction | null },
): Instruction | null | undefined => instruction.getTriggerInstruction?.();

/** ARG before the first FROM, for the names in FROM: a value that is given counts more. */
function setDefaults(text: string, values: Map<string, string>): void {
  for (const [name, value] of readPairs(text))
    if (value !== undefined && !values.has(name)) values.set(name, expandVariables(value, values));
}

const instructionReader = (escape: string): ((instruction: Instruction) => StageInstruction) => {
  /** The end of a continued line, with the blank lines and remarks that may follow it. */
  const continued = new RegExp(`\\${escape}[ \\t]*\\r?\\n(?:[ \\t]*(?:#.*)?\\r?\\n)*`, 'g');
  return (instruction) => {
    const keyword = instruction.getKeyword();
    const text = instruction.getTextContent().replaceAll(continued, '');
    const rest = text.replace(/^\s*\w+\s*/, '').replace(/^(?:--[\w-]+(?:=(?:"[^"]*"|[^\s"])*)?\s+)*/, '');
    const words = wordsOf(rest);
    const sources = sourcesOf(instruction);
    return {
      ...{ keyword, text, rest, words, sources },
      firstLine: instruction.getRange().start.line,
      lastLine: instruction.getRange().end.line,
      copied: copiedOf(keyword, instruction, words),
      excluded: flagsOf(instruction).flatMap(([name, value]) => (name === 'exclude' ? value : [])),
    };
  };
};

function wordsOf(rest: string): string[] {
  if (/^\[/.test(rest.trim())) {
    try {
      const list: unknown = JSON.parse(rest);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // As the builder does: what is no JSON is a line of words.
    }
  }
  return rest.split(/\s+/).filter((word) => word !== '');
}

function sourcesOf(instruction: Instruction): string[] {
  const named = flagsOf(instruction).map(([name, value]) =>
    name === 'from' ? value : (/(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? ''),
  );
  return named.filter((source) => source !== '');
}

/** What comes from elsewhere is none of it: another stage, an address, a repository, the text of a heredoc. */
function copiedOf(keyword: string, instruction: Instruction, words: readonly string[]): string[] {
  const flags = flagsOf(instruction);
  if (keyword === 'RUN')
    return flags.flatMap(([name, value]) => (name === 'mount' ? boundSource(value) : []));
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(([name]) => name === 'from')) return [];
  const isElsewhere = /^(<<|[a-z][a-z0-9+.-]*:\/\/|git@)/i;
  const heredoc = words.findIndex((word) => word.startsWith('<<'));
  const named = heredoc === -1 ? words.slice(0, -1) : words.slice(0, heredoc);
  return named.filter((word) => !isElsewhere.test(word));
}

/** Of a bind mount of the context, which is the kind of a mount that names none; all of it if it names no source. */
function boundSource(mount: string): string[] {
  const fields = new Map(
    mount.split(',').map((field): [string, string] => {
      const [name = '', ...value] = field.split('=');
      return [name, value.join('=')];
    }),
  );
  if ((fields.get('type') ?? 'bind') !== 'bind' || fields.has('from')) return [];
  return [fields.get('source') ?? fields.get('src') ?? '.'];
}

const flagsOf = (instruction: Instruction): [string, string][] =>
  'getFlags' in instruction
    ? (instruction as ModifiableInstruction).getFlags().map((flag) => [flag.getName(), flag.getValue() ?? ''])
    : [];
