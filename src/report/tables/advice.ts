import { gainText, placeText } from '../model/advice-texts.ts';
import { measuredOn } from '../provenance/measured-where.ts';
import type { Table } from '../table.ts';

/** What a project could gain, by what was measured alone. */
export const table: Table<'advice'> = {
  ...{ id: 'advice', from: 'advice' },
  about: 'of a run of your own project: what would gain most, with the line of the Dockerfile',
  show: ({ manifest, advice }) =>
    advice.length === 0
      ? []
      : [
          {
            caption: `${measuredOn(manifest)}; run ${manifest.runId}.`,
            cells: {
              head: ['gain', 'variant', 'line', 'why'],
              rows: advice.map((one) => [gainText(one), one.variant, placeText(one), one.says]),
              keys: 1,
            },
            footnotes: advice.some(({ isBound }) => isBound)
              ? ['“at most” is the time of a step, not a gain that was measured']
              : [],
          },
        ],
};
