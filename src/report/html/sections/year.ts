import { candidates, usualScenario } from '../../choice/candidates.ts';
import { timeText } from '../../choice/choice-text.ts';
import { substitutesNote } from '../../choice/left-out.ts';
import { formatBytes } from '../../../domain/units.ts';
import { appClass, appsOf, strategyClass } from '../filters.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';
import { usualPrices, yearCost } from '../year-cost.ts';

const fields = [
  ['builds', 'builds a day', usualPrices.builds, '1'],
  ['pulls', 'pulls a day', usualPrices.pulls, '1'],
  ['minute', 'price of a minute of building', usualPrices.minute, '0.001'],
  ['gigabyte', 'price of a GB pulled', usualPrices.gigabyte, '0.01'],
] as const;

export const section: Section = {
  ...{ id: 'year', order: 10, title: 'What a year costs' },
  own: (source) => {
    const scenario = usualScenario(source);
    const all = appsOf(source).flatMap((app) => candidates(source, app, scenario));
    if (all.length === 0) return undefined;
    const isMeasured = all.every(({ pullBytes }) => pullBytes !== undefined);
    const pulled = isMeasured ? 'pull' : 'pull, uncompressed';
    const notes = [
      ...(isMeasured
        ? []
        : [
            'A pull is taken as the uncompressed bytes of the image: the run did not measure the transfer of every image. A real pull moves fewer.',
          ]),
      ...substitutesNote(source).map((note) => `${note}.`),
    ].join(' ');
    return html`<p>A year = 365 × (builds a day × time of ${scenario} in minutes × price of a minute + pulls a day × bytes of a pull in GB × price of a GB). The prices are examples: put in your own. Any currency.${notes !== '' && ` ${notes}`}</p>
<form id="prices" class="prices">${fields.map(
      ([name, label, value, step]) =>
        html`<label>${label} <input type="number" name="${name}" value="${value}" min="0" step="${step}" inputmode="decimal"></label>`,
    )}</form>
<div class="scroll" tabindex="0" role="region" aria-label="What a year costs"><table id="year-table"><thead><tr><th scope="col">app</th><th scope="col">strategy</th><th scope="col" class="r">${scenario}</th><th scope="col" class="r">${pulled}</th><th scope="col" class="r">building</th><th scope="col" class="r">pulling</th><th scope="col" class="r">a year</th></tr></thead><tbody>${all.map(
      (one) => {
        // Measured and unmeasured bytes are never put side by side.
        const { pullBytes = one.sizeBytes } = isMeasured ? one : {};
        const cost = yearCost({ ms: one.ms, pullBytes }, usualPrices);
        return html`<tr class="${appClass(source, one.app)} ${strategyClass(source, one.strategy)}" data-ms="${one.ms}" data-bytes="${pullBytes}"><th scope="row">${one.app}</th><th scope="row">${one.strategy}</th><td class="r">${timeText(one)}</td><td class="r">${formatBytes(pullBytes)}</td><td class="r">${cost.building.toFixed(2)}</td><td class="r">${cost.pulling.toFixed(2)}</td><td class="r">${cost.all.toFixed(2)}</td></tr>`;
      },
    )}</tbody></table></div>`;
  },
};
