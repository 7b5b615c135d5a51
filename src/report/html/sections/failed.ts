import { variantId } from '../../../domain/run/plan.ts';
import { failureNotes } from '../../model/failure-notes.ts';
import { sampleNotes } from '../../model/sample-notes.ts';
import { quietNotes } from '../../words/quiet-notes.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'failed', order: 11, title: 'What failed, and what else is to be known' },
  own: ({ rows, analysis }) => {
    const { manifest, builds, images } = rows;
    const broken = images.filter(({ state }) => state !== 'built');
    const failures = [
      ...failureNotes(builds, manifest.plan),
      ...broken.map(
        (image) =>
          `${variantId(image)}: ${image.state}${image.reason === undefined ? '' : `, ${image.reason}`}`,
      ),
    ];
    const lacking = analysis.summary.filter(({ state }) => state !== 'built').length;
    return html`<p>${
      lacking === 0
        ? 'Every cell has samples.'
        : `${lacking} of ${analysis.summary.length} cells have no sample that counts.`
    }${failures.length === 0 && ' No build failed.'}</p>${list(failures)}${list([
      ...sampleNotes(rows, analysis.summary),
      ...quietNotes(rows),
    ])}`;
  },
};

const list = (notes: readonly string[]) =>
  notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
