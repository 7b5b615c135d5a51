import { z } from 'zod';

const item = z.object({ id: z.string(), title: z.string(), cents: z.number().int() });

export const items = z.array(item).parse([
  { id: 'tea', title: 'Tea', cents: 450 },
  { id: 'cup', title: 'Cup', cents: 1200 },
]);
