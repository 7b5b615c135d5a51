import type { AppAnswer, AppContainer, ContainerRequest } from '../engine.ts';
import type { FakeClock } from './fake-clock.ts';

/** A container as the fake engine keeps it. */
export interface FakeContainer {
  readonly request: ContainerRequest;
  state: 'created' | 'running' | 'exited';
  exitCode?: number;
}

/** What the app in it does. */
interface FakeApp {
  /** It says `cannot go on` and ends at once with exit code 3. */
  readonly quits: boolean;
  /** Its exit code when it is told to stop. */
  readonly stopsWith: number;
  readonly memoryBytes: number | undefined;
  readonly answer: (path: string) => AppAnswer | undefined;
}

/** What it needs of its engine. */
interface FakeHost {
  readonly clock: FakeClock;
  readonly answering: <T>(answer: () => T) => Promise<T>;
  readonly remove: () => Promise<void>;
}

/** 128 + SIGKILL. */
const killed = 137;

/** The app in a container: each answer takes 5 ms, a stop 20 ms or, if it has to be killed, all the time it is given. */
export function fakeApp(id: string, container: FakeContainer, app: FakeApp, host: FakeHost): AppContainer {
  const runs = () => container.state === 'running';
  const end = (exitCode: number) => {
    container.state = 'exited';
    container.exitCode = exitCode;
  };
  return {
    id,
    start: () =>
      host.answering(() => {
        container.state = 'running';
        if (app.quits) end(3);
      }),
    ask: (path) => {
      host.clock.advance(5);
      return Promise.resolve(runs() ? app.answer(path) : undefined);
    },
    address: () => Promise.resolve('127.0.0.1'),
    listens: () => Promise.resolve(runs()),
    health: () => Promise.resolve(runs() ? 'healthy' : undefined),
    exitCode: () => Promise.resolve(container.exitCode),
    logTail: () => Promise.resolve(app.quits && container.state === 'exited' ? 'cannot go on' : ''),
    memoryBytes: () => host.answering(() => (runs() ? app.memoryBytes : undefined)),
    stop: (graceMs) =>
      host.answering(() => {
        if (!runs()) return false;
        host.clock.advance(app.stopsWith === killed ? graceMs : 20);
        end(app.stopsWith);
        return true;
      }),
    remove: host.remove,
  };
}
