/** What is read is more than is read of one image or archive; it may be whole. `message` is the end of a sentence. */
export class BeyondBound extends Error {
  override readonly name = 'BeyondBound';
}
