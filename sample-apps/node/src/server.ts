import { address } from './address.ts';
import { createService } from './service.ts';

const service = await createService({ logger: true });

// As process 1 in a container Node gets no default signal handling: without this a stop waits to be killed.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        service.log.error(error);
        process.exit(1);
      },
    );
  });
}

await service.listen(address(process.env));
