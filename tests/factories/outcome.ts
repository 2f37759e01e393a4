// The outcome of an operation as a test compares it: "ok", or the code of the error.

export const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (error: unknown) => (error as { code: string }).code,
  );
