// How a test sees the end of an operation: "ok", or the code of its error.

export const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (error: unknown) => (error as { code: string }).code,
  );
