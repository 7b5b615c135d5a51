import type { Extra } from '../images/extra.ts';

/** What it takes to push an image to a registry, and to pull it. */
export const extra: Extra<'transfer'> = {
  ...{ id: 'transfer', order: 1, option: 'transfer', needsImages: true },
  open: (openTransfers, { account, say }) => {
    const transfers = openTransfers();
    return {
      measure: ({ ref, baseRef }) => account.charge('extras', () => transfers.measure({ ref, baseRef }, say)),
      close: () => account.charge('extras', () => transfers.close()),
    };
  },
};
