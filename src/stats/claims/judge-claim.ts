import type { Claim, Figure, Verdict } from '../../domain/definitions/claim.ts';
import { variantId } from '../../domain/run/plan.ts';
import type { ClaimRows } from './claim-rows.ts';
import { evidenceOf } from './evidence.ts';
import { joinRuns } from './join-runs.ts';
import { standIns } from './stand-ins.ts';
import { Unanswered } from './unanswered.ts';

/** A claim with what the rows say of it. */
export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly sentence: string;
  /** Empty where it is not decided. The first one is the number of the verdict. */
  readonly figures: readonly Figure[];
  readonly control: readonly Figure[];
  /** Ids of the runs that it is judged by. */
  readonly runs: readonly string[];
  /** Variants on a stand-in for their base. */
  readonly standIns: readonly string[];
  /** What it would take to decide it; absent where nothing more would. */
  readonly takes?: string;
}

/** The command that measures what one claim needs. */
const commandFor = (id: string): string => `npm run bench -- --suite claims --claims ${id}`;

/** Judges a claim by what runs have measured. All numbers are of one machine. */
export function judgeClaim(claim: Claim, runs: readonly ClaimRows[]): JudgedClaim {
  const joined = joinRuns(claim.needs, runs);
  const { variants, notAlpine } = standIns(claim, joined);
  const base = {
    ...{ claim, standIns: variants, figures: [], control: [] },
    runs: joined.runs.map(({ manifest }) => manifest.runId),
  };
  const sentenceOf = (verdict: Verdict, words: Readonly<Record<string, string>>): string =>
    filled(claim.sentences[verdict], words);
  const undecided = (why: string, isFailure: boolean): JudgedClaim => ({
    ...base,
    ...{ verdict: 'not-decided', sentence: sentenceOf('not-decided', { why }) },
    takes: isFailure
      ? `what failed has to build; then \`${commandFor(claim.id)}\``
      : `\`${commandFor(claim.id)}\``,
  });
  if (joined.missing.length > 0)
    return undecided(`there are no rows of ${joined.missing.map(variantId).join(', ')}`, false);
  if (notAlpine !== undefined)
    return {
      ...base,
      ...{ verdict: 'does-not-apply', sentence: sentenceOf('does-not-apply', { why: notAlpine }) },
      takes: `a machine whose registry answers: \`${commandFor(claim.id)} --bases registry\``,
    };
  try {
    const ruling = claim.decide(evidenceOf(joined));
    const { verdict, figures, control, isControlQuiet, words = {}, takes } = ruling;
    if (!isControlQuiet)
      return {
        ...undecided('the control shows an effect, too', false),
        ...{ figures, control, takes: `a quiet machine and more rounds: \`${commandFor(claim.id)}\`` },
      };
    const found = { ...base, verdict, figures, control, sentence: sentenceOf(verdict, words) };
    return takes === undefined ? found : { ...found, takes };
  } catch (error) {
    if (error instanceof Unanswered) return undecided(error.message, error.isFailure);
    throw error;
  }
}

/** Every `{name}` of a sentence is a word of the ruling: one that is none is a fault of the claim. */
function filled(sentence: string, words: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`the sentence "${sentence}" has no word for {${name}}`);
    return word;
  });
}
