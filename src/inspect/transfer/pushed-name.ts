const repository = 'stagebench-transfer';
const onLoopback = new RegExp(String.raw`^127\.0\.0\.1:\d+/${repository}/`);
export const pushedTag = 'measured';

/** What an image is called in the loopback registry. */
export const pushedName = (name: string): string => `${repository}/${name}`;

/** How an engine names a pushed image when it gets it from this host. */
export const refOn = (host: string, name: string): string => `${host}/${name}:${pushedTag}`;

/**
 * Whether a tag is one that pushes give to images for as long as they last: nobody else's lie below this name on
 * loopback, whatever the port was.
 */
export const isPushed = (ref: string): boolean => onLoopback.test(ref);
