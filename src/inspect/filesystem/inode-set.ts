/** Numbers of inodes that were met: a bit each, where a Set takes forty bytes. */
export class InodeSet {
  #bits = new Uint8Array(1 << 10);

  /** Whether the number (an integer from 0 on) was not there yet; it is then. */
  add(inode: number): boolean {
    const at = inode >> 3;
    const bit = 1 << (inode & 7);
    if (at >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bits.length, at + 1));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    const before = this.#bits[at] ?? 0;
    this.#bits[at] = before | bit;
    return (before & bit) === 0;
  }
}
