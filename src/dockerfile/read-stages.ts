import { DockerfileParser, type Instruction, type ModifiableInstruction } from 'dockerfile-ast';

/** A stage of a Dockerfile: a FROM, and what follows it up to the next one. */
export interface Stage {
  /** As AS gives it, in lower case: names of stages have no case. Undefined if it has none. */
  readonly name: string | undefined;
  /** As FROM names it: an image, `scratch`, or a stage before this one. */
  readonly from: string;
  /** The stage that it goes on from; undefined if FROM names an image, or `scratch`. */
  readonly parent: Stage | undefined;
  readonly instructions: readonly StageInstruction[];
}

interface StageInstruction {
  /** In upper case. */
  readonly keyword: string;
  /** On one line, without the remarks within it. */
  readonly text: string;
  /** What `COPY --from` and `RUN --mount=…,from=` name: a stage, its number, or an image. */
  readonly sources: readonly string[];
  /** Its last line in the file, from 0. */
  readonly lastLine: number;
}

/** Reads the stages of a Dockerfile, in order. What stands before the first FROM belongs to none. */
export function readStages(text: string): readonly Stage[] {
  const stages: (Stage & { readonly instructions: StageInstruction[] })[] = [];
  const dockerfile = DockerfileParser.parse(text);
  const froms = dockerfile.getFROMs();
  for (const instruction of dockerfile.getInstructions()) {
    if (instruction.getKeyword() !== 'FROM') {
      stages.at(-1)?.instructions.push(readInstruction(instruction));
      continue;
    }
    const at = froms[stages.length];
    const from = at?.getImage() ?? '';
    const parent = stages.findLast(({ name }) => name === from.toLowerCase());
    stages.push({ name: at?.getBuildStage()?.toLowerCase(), from, parent, instructions: [] });
  }
  return stages;
}

/** The end of a continued line, with the blank lines and remarks that may follow it. */
const continued = /\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/g;

const readInstruction = (instruction: Instruction): StageInstruction => ({
  keyword: instruction.getKeyword(),
  text: instruction.getTextContent().replaceAll(continued, ''),
  sources: sourcesOf(instruction),
  lastLine: instruction.getRange().end.line,
});

function sourcesOf(instruction: Instruction): string[] {
  const flags = 'getFlags' in instruction ? (instruction as ModifiableInstruction).getFlags() : [];
  const named = flags.map((flag) => {
    const value = flag.getValue() ?? '';
    return flag.getName() === 'from' ? value : (/(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? '');
  });
  return named.filter((source) => source !== '');
}
