import { describe, expect, test } from 'vitest';
import type { ContainerRequest, Engine } from './engine.ts';

/** What these tests need of the suite that they are part of. */
export interface AppSuite {
  readonly engine: () => Engine;
  /**
   * Builds an image of the suite: `good` answers and ends with 0 when it is told to, `quitter` says `cannot go on` and ends
   * with 3, `stubborn` takes no notice of the signal to stop.
   */
  readonly build: (name: 'good' | 'quitter' | 'stubborn') => Promise<unknown>;
  readonly container: (name: string) => ContainerRequest;
  /** Carried by every container. */
  readonly label: string;
}

/** What every engine promises of the apps it runs. */
export function appContainerContract({ engine, build, container, label }: AppSuite): void {
  describe('runs apps', () => {
    /** As often as it takes; a test that never gets it runs into its timeout. */
    const until = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
      for (;;) {
        const answer = await ask();
        if (answer !== undefined) return answer;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };

    test('that answer once they are started, until they are removed', async () => {
      await build('good');
      const app = await engine().createContainer(container('good'));
      expect(await engine().containersWithLabel(label)).toEqual([app.id]);
      expect(await app.exitCode()).toBeUndefined();
      expect(await app.ask('/health', 1000)).toBeUndefined();
      await app.start();
      const answer = await until(() => app.ask('/health', 1000));
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ app: 'go' });
      expect(await app.exitCode()).toBeUndefined();
      expect((await app.logTail(1)).split('\n')).toHaveLength(1);
      await app.remove();
      await app.remove();
      expect(await app.ask('/health', 1000)).toBeUndefined();
      expect(await engine().containersWithLabel(label)).toEqual([]);
    });

    test('that end by themselves, with exit code and log', async () => {
      await build('quitter');
      const app = await engine().createContainer(container('quitter'));
      await app.start();
      expect(await until(() => app.exitCode())).toBe(3);
      expect(await app.ask('/health', 1000)).toBeUndefined();
      expect(await app.logTail(5)).toBe('cannot go on');
      expect(await app.stop(1000)).toBe(false);
      expect(await app.exitCode()).toBe(3);
      await app.remove();
    });

    test('that end when they are told to, and only once', async () => {
      await build('good');
      const app = await engine().createContainer(container('good'));
      expect(await app.stop(1000)).toBe(false);
      await app.start();
      await until(() => app.ask('/health', 1000));
      expect(await app.stop(10_000)).toBe(true);
      expect(await app.exitCode()).toBe(0);
      expect(await app.ask('/health', 1000)).toBeUndefined();
      expect(await app.stop(10_000)).toBe(false);
      await app.remove();
    });

    test('that are killed if they do not', async () => {
      await build('stubborn');
      const app = await engine().createContainer(container('stubborn'));
      await app.start();
      expect(await app.stop(1000)).toBe(true);
      expect(await app.exitCode()).toBe(137);
      await app.remove();
    });

    test('and knows how much memory they use, as long as they run', async () => {
      await build('good');
      const app = await engine().createContainer(container('good'));
      expect(await app.memoryBytes()).toBeUndefined();
      await app.start();
      await until(() => app.ask('/health', 1000));
      const bytes = await app.memoryBytes();
      expect(bytes).toBeGreaterThan(100_000);
      expect(bytes).toBeLessThan(100_000_000);
      expect(Number.isInteger(bytes)).toBe(true);
      await app.stop(10_000);
      expect(await app.memoryBytes()).toBeUndefined();
      await app.remove();
    });

    test('but not from an image that is not there', async () => {
      await expect(engine().createContainer(container('none'))).rejects.toMatchObject({
        code: 'ENGINE_REQUEST',
      });
      await engine().removeContainer('stagebench-none');
    });
  });
}
