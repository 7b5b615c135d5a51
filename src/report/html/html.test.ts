import { expect, test } from 'vitest';
import { html } from './html.ts';
import { tableHtml } from './table-html.ts';

test('what is put in is escaped, what was made by a template is not, lists are joined, nothing is nothing', () => {
  const name = `<script>"a" & 'b'</script>`;
  expect(html`<p title="${name}">${[name, html`<b>${1}</b>`]}${undefined}${false}</p>`.toString()).toBe(
    '<p title="&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;">&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;<b>1</b></p>',
  );
});

test('what turns the direction of text is shown as its code, and a line end as a blank', () => {
  expect(html`${'a\u202Eb\nc'}`.toString()).toBe('a\\u202eb c');
});

test('a table has a head, names of its rows, and numbers flush right; larger numbers are darker', () => {
  const cells = {
    head: ['app', 'shells'],
    rows: [
      ['go', '0'],
      ['node', '1'],
      ['python', '30'],
    ],
    right: [false, true],
  };
  expect(tableHtml({ title: 'found', cells, footnotes: ['a < b'] }, { isShaded: true }).toString()).toBe(
    '<table><caption>found</caption><thead><tr><th scope="col">app</th><th scope="col" class="r">shells</th></tr></thead><tbody>' +
      '<tr><th scope="row">go</th><td class="r">0</td></tr><tr><th scope="row">node</th><td class="r s1">1</td></tr>' +
      '<tr><th scope="row">python</th><td class="r s4">30</td></tr></tbody></table><ul class="notes"><li>a &lt; b</li></ul>',
  );
});
