import { stateOf, worsening, type Alert, type AlertState } from '../../stats/trend/events/alerts.ts';
import type { Accepted } from '../../record/history/accepted.ts';
import { failedHeading, failedText, failingSince } from './failed-cells.ts';
import { alertText, timeText, type NightReport } from './night-text.ts';

/** An alert as a CI job takes it to its tracker: one issue for each, found again by its id. */
export interface ListedAlert {
  readonly id: string;
  readonly state: AlertState;
  /** `failed`: cells of the night lack samples. */
  readonly verdict: Alert['verdict'] | 'failed';
  /** A regression of less than the limit of this night: none opens an issue, but one that has an issue keeps it. */
  readonly isSmall: boolean;
  /** Why it was accepted; absent if it was not. */
  readonly reason?: string;
  /** One line; it ends with the id. */
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** More than anybody looks back: the newest, and every one that is open. */
const most = 200;

/**
 * What somebody has to do something about, or had to: cells that failed, what became worse, and images that changed although no input has.
 * `failOn`: a share; what became worse by less is small.
 */
export const alertList = (report: NightReport, failOn: number): ListedAlert[] => [
  ...failures(report),
  ...changes(report, failOn),
];

/** One as long as every night has cells that failed: a good night takes it away. */
function failures({ lacking, night, trend }: NightReport): ListedAlert[] {
  if (lacking === undefined) return [];
  const since = failingSince(trend.history, night);
  const id = `${since.at.slice(0, 10).replaceAll('-', '')}-cells-failed`;
  return [
    {
      ...{ id, state: 'open', verdict: 'failed', isSmall: false, title: `${failedHeading(lacking)} [${id}]` },
      body: failedText(lacking, night.runId),
    },
  ];
}

function changes(report: NightReport, failOn: number): ListedAlert[] {
  const { alerts, trend, accepted } = report;
  return alerts
    .filter(
      ({ verdict, exact, causes }) =>
        verdict === 'regression' || (exact !== undefined && causes.length === 0),
    )
    .map((alert) => ({ alert, state: stateOf(alert, trend, accepted) }))
    .filter(({ state }, place) => state === 'open' || place < most)
    .map(({ alert, state }) => ({
      ...{ id: alert.id, state, verdict: alert.verdict },
      isSmall: alert.verdict === 'regression' && worsening(alert) < failOn,
      ...{ title: titleOf(alert), body: alertText(alert, report) },
      ...reasonOf(accepted.get(alert.id)),
    }));
}

const reasonOf = (decision: Accepted | undefined): Pick<ListedAlert, 'reason'> =>
  decision === undefined ? {} : { reason: decision.reason };

function titleOf({ id, verdict, time, exact = [] }: Alert): string {
  const [first] = exact;
  const what =
    time === undefined
      ? `${first?.series.app}/${first?.series.strategy} ${first?.series.metric}${exact.length > 1 ? ` and ${exact.length - 1} more` : ''} ${verdict === 'regression' ? 'became worse' : 'changed'}`
      : timeText(time).replace(/\.$/, '');
  return `${what} [${id}]`;
}
