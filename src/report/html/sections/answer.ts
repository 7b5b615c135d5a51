import { choices } from '../../choice/choose.ts';
import { choiceSentences } from '../../choice/choice-text.ts';
import { appClass } from '../filters.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'answer', order: 1, title: 'What to take' },
  own: (source) => {
    const found = choices(source);
    if (found.length === 0) return html`<p>No variant has both an image that works and a time.</p>`;
    return html`${found.map((choice) => {
      const [take, why, unless] = choiceSentences(choice).map(unbroken);
      return html`<div class="answer ${appClass(source, choice.app)}"><p><strong>${take}</strong> ${why}</p><p>${unless}</p><p class="from">Evidence: <a href="#size-time">size and time</a>, <a href="#times">times with intervals</a>, ${choice.choice.samples} samples of each time.</p></div>`;
    })}`;
  },
};

/** A number and its unit stay on one line. */
const unbroken = (text: string): string => text.replaceAll(/(\d) (ms|s|min|[kMG]?B|Mbit)\b/g, '$1\u00A0$2');
