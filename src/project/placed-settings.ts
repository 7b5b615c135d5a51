/** The path of a file or socket, as it should stand instead. */
type Place = (file: string) => string;

/** `id=NAME,src=FILE` with its file somewhere else; a secret of the environment stays as it is. */
export function placedSecret(spec: string, place: Place): string {
  if (/(?:^|,)type=env(?:,|$)/.test(spec)) return spec;
  return spec
    .split(',')
    .map((field) => {
      const [, name, file] = /^(src|source)=(.+)$/.exec(field) ?? [];
      return name === undefined || file === undefined ? field : `${name}=${place(file)}`;
    })
    .join(',');
}

/** `NAME=SOCKET` or `NAME=KEY,KEY` with its files somewhere else; `default` alone stays as it is. */
export function placedSsh(spec: string, place: Place): string {
  const at = spec.indexOf('=');
  if (at === -1) return spec;
  const files = spec.slice(at + 1).split(',');
  return `${spec.slice(0, at)}=${files.map(place).join(',')}`;
}
