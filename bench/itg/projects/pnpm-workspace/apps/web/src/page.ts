import { items } from '@shop/catalog';

export const page = (): string =>
  `<!doctype html><title>Shop</title><ul>${items.map(({ title, cents }) => `<li>${title}: ${(cents / 100).toFixed(2)}`).join('')}</ul>`;
