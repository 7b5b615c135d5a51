import { expect, test } from 'vitest';
import { checkArchive } from './check-archive.ts';
import { scriptedClient } from './scripted-client.fixture.ts';

test('a builder that writes the archive is taken, and nothing of the probe is left', async () => {
  const { client, calls } = scriptedClient('true');
  await checkArchive(client);
  expect(calls()).toEqual([
    expect.stringMatching(/^buildx build --builder one --output type=oci,dest=\S+\.tar --file /),
  ]);
});

test('one of the docker driver on the classic image store is refused with the words of buildx', async () => {
  // As buildx 0.13.1 prints it.
  const { client } = scriptedClient(
    `printf 'ERROR: OCI exporter is not supported for the docker driver.\\nSwitch to a different driver, and try again.\\nLearn more at https://docs.docker.com/go/build-exporters/\\n' >&2; exit 1`,
  );
  await expect(checkArchive(client)).rejects.toMatchObject({
    code: 'BUILDER_NO_ARCHIVE',
    message: 'Builder "one" builds no OCI archive: OCI exporter is not supported for the docker driver.',
  });
});

test('any other failure is the one of a builder that cannot build', async () => {
  const { client } = scriptedClient('echo "ERROR: context deadline exceeded" >&2; exit 1');
  await expect(checkArchive(client)).rejects.toMatchObject({ code: 'BUILDER_UNREACHABLE' });
});
