import type { AppDefinition } from '../../domain/definitions/app.ts';
import type { Health } from '../../domain/definitions/health.ts';
import type { Clock } from '../../domain/clock.ts';

/** Which app is started, from which image, and how long it may take. */
export interface StartRequest {
  readonly app: AppDefinition;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** How long an app may take to give its first good answer; ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Of a project: what must show that it works; looked for if absent. */
  readonly health?: Health | undefined;
  /** Services of a project that run beside it, and where. */
  readonly hosts?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}
