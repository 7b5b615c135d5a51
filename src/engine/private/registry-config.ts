/**
 * The configuration of a registry of ours (https://distribution.github.io/distribution/about/configuration/; JSON is
 * YAML too). Nothing is reported to anybody; blobs are named without host and port, so that a proxy may stand before it.
 */
export function registryConfigText(storage: string): string {
  const config = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: storage },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: '127.0.0.1:0', relativeurls: true },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
