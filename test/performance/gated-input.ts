import type { PartitionedInput } from '@countersign/engine';

/** An input whose chunks wait while it is shut, so that feeding the log is not part of what is measured. */
export function gatedInput(inner: PartitionedInput) {
  let gate = Promise.withResolvers<void>();
  let isOpen = false;
  const setOpen = (open: boolean): void => {
    if (open === isOpen) return;
    isOpen = open;
    if (open) gate.resolve();
    else gate = Promise.withResolvers();
  };
  const input: PartitionedInput = {
    run(options) {
      const { handler } = options;
      const gated = {
        ...handler,
        async chunk(...chunk: Parameters<typeof handler.chunk>) {
          await gate.promise;
          return handler.chunk(...chunk);
        },
      };
      return inner.run({ ...options, handler: gated });
    },
  };
  return { input, setOpen };
}
