import { variantId } from '../../domain/run/plan.ts';
import type { Extra } from '../images/extra.ts';

/** Whether an image can be built again. */
export const extra: Extra<'reproduction'> = {
  ...{ id: 'reproduction', order: 3, option: 'reproducible' },
  open: (_, { bench, account, say }) => ({
    measure: async ({ variant }) => {
      const { reproduceVariant } = await import('../images/reproduce-variant.ts');
      return reproduceVariant(bench, variant, (text) => say(`${variantId(variant)}: ${text}`), account);
    },
  }),
};
