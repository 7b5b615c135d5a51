/**
 * Whether a container of an image with this USER (name or number, with or without group; empty if none is set) runs as
 * root, which is uid 0. The image's /etc/passwd is not read: a user of another name that has uid 0 there is taken for an
 * ordinary one.
 */
export function runsAsRoot(user: string): boolean {
  const [name = ''] = user.split(':');
  return name === '' || name === 'root' || /^0+$/.test(name);
}
