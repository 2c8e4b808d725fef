/** As in `HostFailure.java`. */
export const FailureKind = {
  OTHER: 0,
  BODY_TOO_LARGE: 1,
  BODY_CORRUPT: 2,
  BODY_INCOMPLETE: 3,
  STORE_RETRYABLE: 4,
  STORE_PERMANENT: 5,
  NO_ANSWER: 6,
  OBJECT_FAILED: 7,
  OBJECT_RETRYABLE: 8,
  OBJECT_OVERLOADED: 9,
  SQL_REFUSED: 10,
  BODY_SLOW: 11,
} as const;

export type FailureKind = (typeof FailureKind)[keyof typeof FailureKind];

/** A host call that failed; of a body, its message is shown to the client in brackets and may be empty. It becomes a Java exception of this kind where Java made the call. */
export class HostFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = "HostFailure";
    this.kind = kind;
  }
}
