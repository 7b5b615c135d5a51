import { controlScatter, type ControlScatter } from '../../stats/findings/control-scatter.ts';
import { provenance } from '../provenance/provenance.ts';
import type { ShownTable, Table } from '../table.ts';

/** How steady the control of a run was, and whether it tells how fast the machine was in a round. */
export const table: Table<'run'> = {
  ...{ id: 'control', from: 'run' },
  about: 'how steady the control of a run was',
  show(run) {
    const { manifest, builds, images } = run.rows;
    const scatter = controlScatter(manifest.plan.cells, builds, images);
    return scatter === undefined ? [] : [controlTable(scatter, provenance(run))];
  },
};

const head = ['scenario', 'cells', 'rounds', 'effect of a round', 'correlation'];

const controlTable = (
  { builds, rounds, withinRounds, betweenRounds, effects }: ControlScatter,
  where: string,
): ShownTable => ({
  caption:
    `${where} The control: ${builds} builds in ${rounds} rounds; within a round they scatter by ${percent(withinRounds)}, ` +
    `the medians of the rounds by ${percent(betweenRounds)}.`,
  cells: {
    head,
    rows: effects.map(({ scenario, cells, rounds: seen, scatter, correlation }) => [
      scenario ?? 'all',
      String(cells),
      String(seen),
      percent(scatter),
      correlation === undefined ? '–' : correlation.toFixed(2).replace('-', '−'),
    ]),
    right: head.map((name) => name !== 'scenario'),
  },
  footnotes: [
    'effect of a round: median over the cells of log(time) − log(median of the cell); its standard deviation over the rounds',
    'correlation: of this effect with the log of the control of the round (Pearson); 1 would be a control that shows how fast the machine was, 0 one that shows nothing; – below 6 rounds',
  ],
});

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
