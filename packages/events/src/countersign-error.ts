/** Every way in which Countersign itself can fail; a closed list, so that callers can decide on it. */
export type CountersignErrorCode =
  | 'store_unavailable'
  | 'log_unavailable'
  | 'moved'
  | 'topic_missing'
  | 'unequal_partitions'
  | 'partition_count_changed'
  | 'position_out_of_range'
  | 'state_missing'
  | 'state_present'
  | 'topic_recreated'
  | 'cannot_start'
  | 'folder_in_use'
  | 'folder_read_only'
  | 'disk_full'
  | 'port_taken'
  | 'bad_configuration'
  | 'bad_policy'
  | 'bad_state';

/** A broken dependency or an unusable set-up; `message` is one sentence that says what came and what to do. */
export class CountersignError extends Error {
  readonly code: CountersignErrorCode;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(
    code: CountersignErrorCode,
    message: string,
    options: { readonly retryable?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CountersignError';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
