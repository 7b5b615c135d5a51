import { stateOf, type Alert, type AlertState } from '../../stats/trend/events/alerts.ts';
import { alertText, timeText, type NightReport } from './night-text.ts';

/** An alert as a CI job takes it to its tracker: one issue for each, found again by its id. */
export interface ListedAlert {
  readonly id: string;
  readonly state: AlertState;
  readonly verdict: Alert['verdict'];
  /** One line; it ends with the id. */
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** More than anybody looks after at a time: the newest. */
const most = 200;

/** What somebody has to do something about, or had to: regressions, and images that are not what they were for no reason. */
export const alertList = ({ alerts, trend, accepted }: NightReport): ListedAlert[] =>
  alerts
    .filter(({ verdict, exact }) => verdict === 'regression' || (verdict === 'change' && exact !== undefined))
    .slice(0, most)
    .map((alert) => ({
      ...{ id: alert.id, state: stateOf(alert, trend, accepted), verdict: alert.verdict },
      ...{ title: titleOf(alert), body: alertText(alert, trend) },
    }));

function titleOf({ id, verdict, time, exact = [] }: Alert): string {
  const [first] = exact;
  const what =
    time === undefined
      ? `${first?.series.app}/${first?.series.strategy} ${first?.series.metric}${exact.length > 1 ? ` and ${exact.length - 1} more` : ''} ${verdict === 'regression' ? 'became worse' : 'changed'}`
      : timeText(time).replace(/\.$/, '');
  return `${what} [${id}]`;
}
