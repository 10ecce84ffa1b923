/** A recovery code that was given out: its digest, and the challenge that it was spent on. */
export interface KeptRecoveryCode {
  readonly digest: Uint8Array;
  readonly usedFor?: string | undefined;
}

/** An authenticator app that verifies challenges. */
export interface Authenticator {
  readonly secret: Uint8Array;
  readonly enrolledAtMs: number;
  /**
   * From when on it counts as strong: at once when a strong factor or a person approved it, else after a quarantine as changed
   * contacts have it, for whoever holds the session and the mailbox could have enrolled it (OTP-20, OTP-31).
   */
  readonly strongFromMs: number;
  /** The last step that was accepted, never to be accepted again, and the challenge that it was accepted for. */
  readonly lastStep: number;
  readonly lastStepFor: string;
  readonly recovery: readonly KeptRecoveryCode[];
}

/** An app that was shown its secret and has not proved yet that it has it. */
export interface Enrolment {
  /** Unguessable; whoever began the enrolment confirms it. */
  readonly id: string;
  readonly secret: Uint8Array;
  readonly expiresAtMs: number;
  readonly strongFromMs: number;
  /** Codes that were presented to confirm it. */
  readonly tries: number;
}

/** What an account has by way of authenticator apps. */
export interface AuthenticatorRecord {
  readonly active?: Authenticator | undefined;
  readonly enrolment?: Enrolment | undefined;
  /** Approvals that were used, newest last: each allows one change. */
  readonly spentApprovals: readonly string[];
}

/** What an account has before it enrols anything. */
export const noAuthenticator: AuthenticatorRecord = { spentApprovals: [] };

/** Bounds of enrolments. */
export const enrolmentLimits = {
  /** An enrolment that nobody confirms is over after so long. */
  lifetimeMs: 600_000,
  /** An approval is good for beginning one for so long after its challenge's end of life, or its release. */
  approvalMs: 600_000,
  /** Codes that may be presented to confirm one. */
  tries: 5,
  /** Approvals remembered as used: more than can be valid at the same time. */
  spentApprovals: 16,
  /** How long a new app counts as a weaker factor unless a strong one approved it; as long as a changed contact waits. */
  quarantineMs: 72 * 3_600_000,
} as const;
