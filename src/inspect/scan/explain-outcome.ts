import type { CommandOutcome } from './run-command.ts';
import type { Scanner } from './scanner.ts';

/** A sentence for people on a command of a scanner that gave no answer: what happened, and what to do. */
export function explainOutcome(
  scanner: Scanner,
  outcome: Exclude<CommandOutcome, { state: 'ended' }>,
): string {
  switch (outcome.state) {
    case 'failed':
      return scanner.explainFailure(outcome.how, outcome.said);
    case 'timed-out':
      return `${scanner.title} had not ended after ${outcome.timeoutMs / 1000} s and was stopped. The first scan fetches a database: check the network, run ${scanner.program} once by hand, then scan again.`;
    case 'absent':
      return `The program that runs ${scanner.title} was not found. ${scanner.install}.`;
  }
}
