/** Bytes that are no profile, or of a version that this release does not know. Never retryable. */
export class ProfileFormatError extends Error {
  override readonly name = 'ProfileFormatError';
}
