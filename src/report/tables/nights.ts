import { alertWords, falseAlarmsText } from '../night/night-text.ts';
import { trendTable } from '../night/trend-table.ts';
import type { Table } from '../table.ts';

/** Of a page that shows a history: its newest alerts. */
const mostAlerts = 5;

export const table: Table<'history'> = {
  id: 'nights',
  from: 'history',
  about: 'every cell with its last nights, and the newest events',
  show({ trend, alerts, accepted, falseAlarms }) {
    const told = alerts.slice(0, mostAlerts).flatMap((alert) => {
      const { verdict, what, lines } = alertWords(alert, { trend, accepted });
      return [`${verdict}: ${what}`, ...lines];
    });
    return [{ ...trendTable(trend), remarks: [...told, ...falseAlarmsText(falseAlarms)] }];
  },
};
