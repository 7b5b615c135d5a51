/** The layer that has no bytes at all, by its diffID: the SHA-256 of nothing. What is in it need not be read. */
export const emptyLayer = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
