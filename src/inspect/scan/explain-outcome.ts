import type { CommandOutcome } from './run-command.ts';
import type { Scanner, ScannerFailure } from './scanner.ts';

/** Why a command of a scanner gave no answer. */
export function explainOutcome(
  scanner: Scanner,
  outcome: Exclude<CommandOutcome, { state: 'ended' }>,
): ScannerFailure {
  switch (outcome.state) {
    case 'failed':
      return scanner.explainFailure(outcome.how, outcome.said);
    case 'timed-out':
      return {
        reason: `${scanner.title} had not ended after ${outcome.timeoutMs / 1000} s and was stopped. The first scan fetches a database: check the network, run ${scanner.program} once by hand, then scan again.`,
        lasting: true,
      };
    case 'absent':
      return {
        reason: `The program that runs ${scanner.title} was not found. ${scanner.install}.`,
        lasting: false,
      };
  }
}
