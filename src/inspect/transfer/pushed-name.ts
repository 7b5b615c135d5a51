const repository = 'stagebench-transfer';
const onLoopback = new RegExp(String.raw`^127\.0\.0\.1:\d+/${repository}/`);
export const pushedTag = 'measured';

/** What an image is called in the loopback registry, for as long as this run moves it. Such names have no capitals. */
export const pushedName = (runId: string, name: string): string => `${namesOf(runId)}/${name}`;

const namesOf = (runId: string): string => `${repository}/${runId.toLowerCase()}`;

/** How an engine names a pushed image when it gets it from this host. */
export const refOn = (host: string, name: string): string => `${host}/${name}:${pushedTag}`;

/**
 * Whether a tag is one that pushes give to images for as long as they last: nobody else's lie below this name on
 * loopback, whatever the port was.
 */
export const isPushed = (ref: string): boolean => onLoopback.test(ref);

/** Whether it is a tag that this run gave. */
export const isPushedBy = (runId: string, ref: string): boolean =>
  isPushed(ref) && ref.slice(ref.indexOf('/') + 1).startsWith(`${namesOf(runId)}/`);
