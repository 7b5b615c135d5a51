import { toolTable, type ToolKind } from '../../../inspect/surface/tool-table.ts';
import type { ImageRow } from '../../../record/rows.ts';
import { imageTable } from '../../images/image-table.ts';
import { cellsOfState } from '../../model/state-text.ts';
import type { Cells } from '../../table.ts';
import { strategyText } from '../../words/strategy-text.ts';

/** Whether somebody can find out what is wrong in a running container of the image. */
export const table = imageTable({
  id: 'debug',
  about: 'can I debug it? shell, package manager, CA bundle, time zones, user',
  cells: debugCells,
  remarks: () => [
    'without a shell, `docker exec` starts nothing: a second container has to join the namespaces of the first one (`docker run ' +
      '--pid container:NAME …`, `kubectl debug`)',
  ],
});

const dash = '–';

function debugCells(images: readonly ImageRow[]): Cells {
  return {
    head: ['app', 'strategy', 'shell', 'package manager', 'network tools', 'CA bundle', 'time zones', 'user'],
    rows: images.map((image) => [
      image.app,
      strategyText(image.strategy, image),
      ...(image.state === 'built'
        ? [
            foundOf(image, 'shells', image.shells),
            foundOf(image, 'packageManagers', image.package_managers),
            foundOf(image, 'networkTools', image.network_tools),
            truthText(image.ca_bundle),
            truthText(image.tzdata),
            userText(image),
          ]
        : cellsOfState(image.state, 6)),
    ]),
    keys: 2,
  };
}

/** Names that are enough; of more it is said how many there are. */
const enough = 3;

/** `sh, bash`, `none`; a dash where nobody looked. */
function foundOf(image: ImageRow, kind: ToolKind, count: number | undefined): string {
  if (count === undefined) return dash;
  if (count === 0) return 'none';
  const known = new Set(toolTable[kind].names);
  const names = (image.names_found ?? '').split(' ').filter((name) => known.has(name));
  if (names.length === 0) return String(count);
  const rest = count - enough;
  // "and 1 more" would be no shorter than the name.
  return rest <= 1 ? names.join(', ') : `${names.slice(0, enough).join(', ')} and ${rest} more`;
}

const truthText = (value: boolean | undefined): string => (value === undefined ? dash : value ? 'yes' : 'no');

const userText = ({ user, runs_as_root: isRoot }: ImageRow): string =>
  isRoot === true ? (user === undefined || user === '' ? 'root' : `${user} (root)`) : (user ?? dash);
