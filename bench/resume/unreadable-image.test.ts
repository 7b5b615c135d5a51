import { expect, test } from 'vitest';
import { expectSound, usePlaces } from './place.fixture.ts';

const place = usePlaces();

test(
  'an image that cannot be read costs its own figures and no build; --resume reads it',
  { timeout: 120_000 },
  async () => {
    const at = place();
    const { ended, stdout } = await at.start(['--rounds', '2', '--scenarios', 'cold'], {
      unreadable: ['go-slim'],
    });
    expect(ended).toBe(1);
    expect(stdout).toMatch(/go\/slim works, and its image could not be read: The engine cannot save/);
    const first = await at.read();
    expect(first.builds.map(({ state }) => state)).toEqual(first.builds.map(() => 'built'));
    expect(first.images).toContainEqual(
      expect.objectContaining({
        ...{ strategy: 'slim', state: 'unread', healthy: true, size_bytes: undefined },
        reason: expect.stringContaining('The engine cannot save'),
        start_ms: expect.any(Number),
      }),
    );
    expect(first.manifest.outcome).toBe('incomplete');

    expect((await at.resume()).ended).toBe(0);
    const second = await at.read();
    expect(second.manifest.outcome).toBe('complete');
    expect(second.images.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'built undefined',
      'built undefined',
    ]);
    await expectSound(at);
    expect((await at.resume()).stderr).toContain('error NO_RUN');
  },
);
