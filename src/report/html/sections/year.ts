import { candidates, usualScenario } from '../../choice/candidates.ts';
import { sizeText, timeText } from '../../choice/choice-text.ts';
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
    return html`<p>A year = 365 × (builds a day × time of ${scenario} in minutes × price of a minute + pulls a day × bytes of a pull in GB × price of a GB). The prices are examples: put in your own. Any currency.</p>
<form id="prices" class="prices">${fields.map(
      ([name, label, value, step]) =>
        html`<label>${label} <input type="number" name="${name}" value="${value}" min="0" step="${step}" inputmode="decimal"></label>`,
    )}</form>
<div class="scroll" tabindex="0" role="region" aria-label="What a year costs"><table id="year-table"><thead><tr><th scope="col">app</th><th scope="col">strategy</th><th scope="col" class="r">${scenario}</th><th scope="col" class="r">pull</th><th scope="col" class="r">building</th><th scope="col" class="r">pulling</th><th scope="col" class="r">a year</th></tr></thead><tbody>${all.map(
      (one) => {
        const cost = yearCost(one, usualPrices);
        return html`<tr class="${appClass(source, one.app)} ${strategyClass(source, one.strategy)}" data-ms="${one.ms}" data-bytes="${one.pullBytes}"><th scope="row">${one.app}</th><th scope="row">${one.strategy}</th><td class="r">${timeText(one)}</td><td class="r">${one.pullBytes === one.sizeBytes ? sizeText(one) : sizeText({ ...one, sizeBytes: one.pullBytes })}</td><td class="r">${cost.building.toFixed(2)}</td><td class="r">${cost.pulling.toFixed(2)}</td><td class="r">${cost.all.toFixed(2)}</td></tr>`;
      },
    )}</tbody></table></div>`;
  },
};
