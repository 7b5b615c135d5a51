import { betterVariant } from './better-variant.ts';
import { chosenAdvice, type Advice, type AdviceRows, type AdviceRule } from './advice.ts';
import { needlessBytes } from './needless-bytes.ts';
import { rerunStep } from './rerun-step.ts';
import { slowStep } from './slow-step.ts';

const rules: readonly AdviceRule[] = [slowStep, rerunStep, needlessBytes, betterVariant];

/** What a project could gain, at most seven, the largest first: by what was measured alone, and nothing that was not. */
export const advise = (rows: AdviceRows): Advice[] => chosenAdvice(rules.flatMap((rule) => rule(rows)));
