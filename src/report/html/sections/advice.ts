import { advise } from '../../../stats/advice/advise.ts';
import { adviceList } from '../../model/advice-texts.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';
import { withCode } from '../table-html.ts';

/** Only of a project: what the samples are is what is compared. */
export const section: Section = {
  ...{ id: 'advice', order: 1.5, title: 'What would gain most' },
  intro:
    'By what was measured alone: each line has its gain, what it is a part of, and the line of the Dockerfile. “At most” is the time of a step, not a gain that was measured.',
  own: ({ rows: { manifest, images }, buildRows: builds, steps, layers, analysis: { comparisons } }) => {
    if (manifest.project === undefined) return undefined;
    const list = adviceList(advise({ manifest, images, builds, steps, layers, comparisons }));
    return list && html`<ol>${list.lines.map((line) => html`<li>${withCode(line)}</li>`)}</ol>`;
  },
};
