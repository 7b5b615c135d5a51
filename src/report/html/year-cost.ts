/** How often, and for how much; prices in any currency. */
export interface Prices {
  /** A day. */
  readonly builds: number;
  readonly pulls: number;
  /** Of a minute of building, and of a GB (1e9 bytes) that is pulled. */
  readonly minute: number;
  readonly gigabyte: number;
}

/** Examples that a reader replaces: a small team, and what hosted runners and cloud traffic cost about. */
export const usualPrices: Prices = { builds: 20, pulls: 50, minute: 0.008, gigabyte: 0.09 };

const days = 365;

/** What building and pulling an image costs in a year. */
export function yearCost(
  { ms, pullBytes }: { readonly ms: number; readonly pullBytes: number },
  { builds, pulls, minute, gigabyte }: Prices,
): { readonly building: number; readonly pulling: number; readonly all: number } {
  const building = days * builds * (ms / 60_000) * minute;
  const pulling = days * pulls * (pullBytes / 1e9) * gigabyte;
  return { building, pulling, all: building + pulling };
}

/** The same in the page, where somebody puts in other prices. */
export const yearScript = `(() => {
  const form = document.getElementById('prices');
  if (!form) return;
  form.addEventListener('input', () => {
    const of = (name) => Math.max(0, Number(form.elements[name].value) || 0);
    for (const row of document.querySelectorAll('#year-table tbody tr')) {
      const building = ${days} * of('builds') * (row.dataset.ms / 60000) * of('minute');
      const pulling = ${days} * of('pulls') * (row.dataset.bytes / 1e9) * of('gigabyte');
      const cells = row.querySelectorAll('td');
      [building, pulling, building + pulling].forEach((cost, index) => {
        cells[index + 2].textContent = cost.toFixed(2);
      });
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
})();`;
