import { placeOf, shortened, type Advice, type AdviceRule } from './advice.ts';
import { stepsOfCells, type CellSteps, type StepTimes } from './step-times.ts';

/** What installs dependencies from a manifest and a lockfile, and needs no source for it. */
const installs =
  /\b(npm (ci|install)|pnpm (install|fetch|i)|yarn install|pip3? install (\S+ )*-r|uv sync|poetry install|go mod download|bundle install|composer install|cargo fetch|dotnet restore)\b/;

const cleans = /^\s*(rm|(npm|yarn|pip|uv) cache|pnpm store|apt-get clean)\b/;

/** Installs the project, too, if it is told nothing else: so it needs the sources. */
const installsProject =
  /\b(uv sync(?!.* --no-install-(project|workspace))|poetry install(?!.* --no-root)|pip3? install .* \.(\[|\s|$))/s;

/** Whether a step needs no source: it does nothing behind its install but clean up, and a build in the same step would. */
function onlyInstalls(instruction: string): boolean {
  const found = installs.exec(instruction);
  if (found === null || installsProject.test(instruction)) return false;
  const behind = instruction.slice(found.index).split(/&&|;/).slice(1);
  return behind.every((command) => cleans.test(command));
}

/** The same command with and without a cache mount is one; `alone`: with and without the project itself, too. */
const commandOf = (instruction: string, alone = /$/): string =>
  instruction
    .replaceAll(/\s--mount=\S+/g, '')
    .replace(alone, '')
    .replaceAll(/\s+/g, ' ');

/**
 * Steps that an edit of a source re-runs, and that another order would have kept: another variant of this run does, or it installs what
 * only the manifest names.
 */
export const rerunStep: AdviceRule = (rows) => {
  const cells = stepsOfCells(rows, 'edit-source');
  return cells.flatMap((cell) =>
    cell.steps.flatMap((step): Advice[] => {
      const { instruction, ms, always } = step;
      if (ms === undefined || always !== 'ran' || !instruction.startsWith('RUN ')) return [];
      const keeper = keeperOf(cells, step);
      if (keeper === undefined && !onlyInstalls(instruction)) return [];
      const { file, line } =
        keeper === undefined ? {} : placeOf(rows.manifest, keeper.variant, keeper.instruction);
      const why =
        keeper === undefined
          ? 'it needs the manifest and the lockfile alone: copy them first, and the sources after it'
          : `${keeper.variant} keeps ${keeper.ms === undefined ? 'it' : 'what the project depends on'}${file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`}`;
      return [
        {
          variant: cell.variant,
          gain: { unit: 'ms', value: ms - (keeper?.ms ?? 0), of: cell.wallMs },
          says: `edit-source re-runs \`${shortened(instruction)}\`: ${why}`,
          ...placeOf(rows.manifest, cell.variant, instruction),
        },
      ];
    }),
  );
};

/**
 * A variant in which the same command always comes from the cache. `ms`: what it takes there to install the project itself, where it
 * does that in a step of its own.
 */
function keeperOf(cells: readonly CellSteps[], { instruction }: StepTimes) {
  const isProject = installsProject.test(instruction);
  const alone = isProject ? / --no-(install-(project|workspace)|root)\b/ : undefined;
  for (const { variant, steps } of cells) {
    const kept = steps.find(
      (step) => step.always === 'cached' && commandOf(step.instruction, alone) === commandOf(instruction),
    );
    if (kept === undefined) continue;
    const rest = steps.find((step) => step.ms !== undefined && installsProject.test(step.instruction));
    return { variant, instruction: kept.instruction, ms: isProject ? (rest?.ms ?? 0) : undefined };
  }
  return undefined;
}
