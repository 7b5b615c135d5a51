import { StagebenchError } from '../../src/domain/errors.ts';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import type { Columns } from '../../src/domain/metrics/column.ts';
import { fileMetrics } from '../../src/domain/metrics/files.ts';
import { surfaceMetrics } from '../../src/domain/metrics/image/surface.ts';
import { nightMetrics } from '../../src/domain/metrics/night.ts';
import { toolTable } from '../../src/inspect/surface/tool-table.ts';
import { unknownName } from '../../src/plan/select.ts';
import type { PageSources } from '../../src/report/page/render-marker.ts';
import type { DescribedCommand } from '../../src/report/table.ts';
import type { CommandSpec } from '../command-spec.ts';
import { descriptionOf } from '../options/option.ts';
import { rooms } from '../rooms.ts';

/** What only the pages of this repository tell: of the program itself. */
export const ownSources = ({
  commands,
  definitions,
}: {
  readonly commands: readonly CommandSpec[];
  readonly definitions: Definitions;
}): PageSources => ({
  columns: async ({ of }) => columnsOf(of),
  strategies: async () => definitions.strategies,
  tools: async () => Object.values(toolTable),
  commands: async () => commands.map((command) => described(command, definitions)),
  rooms: async () => rooms,
});

/** Those of a file, or of the attack surface of an image. */
function columnsOf(named = ''): Columns {
  const groups = { ...fileMetrics, surface: surfaceMetrics, history: nightMetrics };
  const found = Object.entries<Columns>(groups).find(([name]) => name === named);
  if (found !== undefined) return found[1];
  throw new StagebenchError('UNKNOWN_NAME', unknownName('file', named, Object.keys(groups)));
}

/** A command with what docs tell of its options. */
function described(
  { usage, describe, options, examples }: CommandSpec,
  definitions: Definitions,
): DescribedCommand {
  const told = options.map((option) => {
    const { name, choices, default: preset = '' } = option;
    const choice = choices === undefined ? '' : ` (${choices.join(', ')})`;
    const meaning = `${descriptionOf(option, definitions)}${choice}`;
    return { name, describe: meaning, default: typeof preset === 'boolean' ? '' : String(preset) };
  });
  return { usage, describe, options: told, examples };
}
