import { placeOf, shortened, type Advice, type AdviceRule } from './advice.ts';
import { stepsOfCells, type CellSteps, type StepTimes } from './step-times.ts';

/** What installs dependencies from a manifest and a lockfile, and needs no source for it. */
const installs =
  /\b(npm (ci|install)|pnpm (install|fetch|i)|yarn install|pip3? install (\S+ )*-r|uv sync|poetry install|go mod download|bundle install|composer install|cargo fetch|dotnet restore)\b/;

const cleans = /^\s*(rm|(npm|yarn|pip|uv) cache|pnpm store|apt-get clean)\b/;

/** Whether a step does nothing behind that but clean up: a build in the same step needs the sources. */
function onlyInstalls(instruction: string): boolean {
  const found = installs.exec(instruction);
  if (found === null) return false;
  const behind = instruction.slice(found.index).split(/&&|;/).slice(1);
  return behind.every((command) => cleans.test(command));
}

/** The same command with and without a cache mount is one. */
const commandOf = (instruction: string): string =>
  instruction.replaceAll(/\s--mount=\S+/g, '').replaceAll(/\s+/g, ' ');

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
          : `${keeper.variant} keeps it${file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`}`;
      return [
        {
          variant: cell.variant,
          gain: { unit: 'ms', value: ms, of: cell.wallMs },
          says: `edit-source re-runs \`${shortened(instruction)}\`: ${why}`,
          ...placeOf(rows.manifest, cell.variant, instruction),
        },
      ];
    }),
  );
};

/** A variant in which the same command always comes from the cache. */
function keeperOf(cells: readonly CellSteps[], { instruction }: StepTimes) {
  for (const { variant, steps } of cells) {
    const kept = steps.find(
      (step) => step.always === 'cached' && commandOf(step.instruction) === commandOf(instruction),
    );
    if (kept !== undefined) return { variant, instruction: kept.instruction };
  }
  return undefined;
}
