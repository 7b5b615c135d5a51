import { choices } from '../../choice/choose.ts';
import { choiceSentences } from '../../choice/choice-text.ts';
import { leftOutNotes } from '../../choice/left-out.ts';
import { appClass } from '../filters.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'answer', order: 1, title: 'What to take' },
  own: (source) => {
    const found = choices(source);
    const left = leftOutNotes(source).map((note) => html`<p class="from">${sentenceOf(note)}</p>`);
    return html`${found.map((choice) => {
      const [take, why, unless] = choiceSentences(choice).map(unbroken);
      return html`<div class="answer ${appClass(source, choice.app)}"><p><strong>${take}</strong> ${why}</p><p>${unless}</p><p class="from">Evidence: <a href="#size-time">size and time</a>, <a href="#times">times with intervals</a>, ${choice.choice.samples} ${choice.choice.samples === 1 ? 'sample' : 'samples'} of its time.</p></div>`;
    })}${left}`;
  },
};

/** A number and its unit stay on one line. */
const unbroken = (text: string): string => text.replaceAll(/(\d) (ms|s|min|[kMG]?B|Mbit)\b/g, '$1\u00A0$2');

/** A footnote as a sentence. It may begin with the name of an app, which stays as it is. */
const sentenceOf = (note: string): string => `${note}.`;
