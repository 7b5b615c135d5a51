/**
 * The look of the report: light and dark, on paper, from 400 to 1600 px. It loads nothing. What scrolls sideways has a shadow at the
 * edge behind which more is: a cover that scrolls along with the content hides it at the end.
 */
export const pageStyle = `
:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--line:#d1d9e0;--page:#fff;--box:#f6f8fa;--link:#0550ae;--chart-accent:#0b5cad;--chart-faint:#6e7781;--shade:11,92,173;--edge:rgba(31,35,40,.35)}
@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9ba5af;--line:#3d444d;--page:#0d1117;--box:#161b22;--link:#79b8ff;--chart-accent:#6cb2ff;--chart-faint:#9198a1;--shade:108,178,255;--edge:rgba(230,237,243,.4)}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1200px;padding:16px;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:.2em 0}
h2{font-size:1.3rem;margin:2em 0 .4em;padding-top:.4em;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.4em 0 .3em}
a{color:var(--link)}
p{margin:.5em 0;max-width:75ch}
.from{color:var(--soft);font-size:.875rem}
.answer{border-left:4px solid var(--chart-accent);background:var(--box);padding:.3em 1em;margin:.8em 0}
nav ul{display:flex;flex-wrap:wrap;gap:.2em 1em;list-style:none;padding:0;margin:.6em 0}
fieldset{display:inline-flex;flex-wrap:wrap;gap:.2em 1em;border:1px solid var(--line);border-radius:6px;margin:.3em .5em .3em 0;padding:.2em .8em .4em}
label{display:inline-flex;align-items:center;gap:.35em;min-height:24px}
.none{display:none;font-weight:600}
fieldset:not(:has(:checked))+.none{display:block}
input[type=checkbox]{width:18px;height:18px}
.prices{display:flex;flex-wrap:wrap;gap:.4em 1.2em;margin:.6em 0}
.prices input{width:7em;font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:4px;padding:.15em .3em}
figure{margin:1em 0;min-width:0}
figcaption{font-weight:600}
figure svg{display:block;max-width:100%;height:auto}
.narrow{display:none}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));gap:0 24px}
figure{container-type:inline-size}
@container (max-width:480px){.wide{display:none}.narrow{display:block}.narrow svg{width:100%}}
.scroll,pre{overflow-x:auto;--under:var(--page);background:linear-gradient(90deg,var(--under) 35%,transparent) 0/40px 100% local,linear-gradient(270deg,var(--under) 35%,transparent) 100%/40px 100% local,linear-gradient(90deg,var(--edge),transparent) 0/12px 100% scroll,linear-gradient(270deg,var(--edge),transparent) 100%/12px 100% scroll,var(--under);background-repeat:no-repeat}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums;margin:.4em 0}
caption{text-align:left;color:var(--soft);padding:.2em 0}
th,td{padding:.25em .7em .25em 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600}
tbody th{font-weight:500}
.r{text-align:right}
td.s1{background:rgba(var(--shade),.08)}td.s2{background:rgba(var(--shade),.16)}td.s3{background:rgba(var(--shade),.24)}td.s4{background:rgba(var(--shade),.32)}
.notes{font-size:.875rem;color:var(--soft);padding-left:1.2em;max-width:100ch}
li,p{overflow-wrap:anywhere}
.r,tbody th{white-space:nowrap}
h4{font-size:1rem;margin:1.2em 0 .3em}
.nights{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:0 20px}
.night{margin:.4em 0}
.night p{font-size:.8125rem;color:var(--soft);margin:.1em 0}
details{margin:.3em 0}
summary{cursor:pointer;color:var(--link);min-height:24px}
pre{--under:var(--box);border:1px solid var(--line);border-radius:6px;padding:.6em .8em;font-size:.875rem}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media (max-width:640px){body{padding:10px}}
@media print{:root{--page:#fff;--text:#000;--soft:#444;--box:#fff;--line:#bbb;--link:#0550ae;--chart-accent:#0b5cad;--chart-faint:#666;--shade:11,92,173}nav,.filters,.prices{display:none}details::details-content{content-visibility:visible;height:auto}figure,tr,.answer{break-inside:avoid}body{max-width:none;font-size:11pt}.scroll,pre{overflow:visible}}
`;

/** Rows and figures of what is not ticked are not there. Without \`:has\`, all stay. */
export const filterStyle = (names: readonly string[]): string =>
  names.map((name) => `body:has(#show-${name}:not(:checked)) .${name}{display:none}`).join('\n');
