import { sought, type ScenarioNeed } from '../stats/forecast/scenario-needs.ts';

/** Beyond so many nobody builds, and a forecast is worth nothing. */
const mostForecast = 100;

/** What it is likely to take until a difference is found; undefined where that is unknown, as it is below 5 rounds. */
export function needsText(needs: readonly ScenarioNeed[]): string | undefined {
  const takes = needs.map(({ scenario, rounds = Infinity }) => ({
    scenario,
    rounds: rounds > mostForecast ? `more than ${mostForecast}` : `about ${rounds}`,
  }));
  const [first] = takes;
  if (first === undefined) return undefined;
  const told =
    takes.length > 1 && takes.every(({ rounds }) => rounds === first.rounds)
      ? `${first.rounds} rounds in each scenario`
      : takes.map(({ scenario, rounds }) => `${rounds} rounds (${scenario})`).join(', ');
  return `finding a difference of ${100 * sought.effect} % with a chance of ${100 * sought.power} % takes ${told}`;
}
