import { describe, expect, it } from "vitest";
import { AppError, toAppError } from "./app-error";
import { ERROR_CODES, type ErrorCode } from "./codes";

describe("the table of errors", () => {
  it.each(Object.entries(ERROR_CODES))("has a status and a message for %s", (code, { status, message }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(message).toMatch(/^[A-Z].+\.$/);
  });
});

describe("an AppError", () => {
  it("takes its status and public text from the table, whatever was recorded for the log", () => {
    const cause = new Error("password=hunter2");
    const error = new AppError("CONFLICT", { internal: "row 7 was locked", cause, fields: { name: "Taken." } });
    expect(error).toMatchObject({ status: 409, publicMessage: ERROR_CODES.CONFLICT.message, fields: { name: "Taken." } });
    expect(error.message).toBe("row 7 was locked");
    expect(error.cause).toBe(cause);
    expect(`${error.publicMessage}${JSON.stringify(error.fields)}`).not.toMatch(/hunter2|row 7/);
  });

  it("takes its public text from the refused password field, except at sign-in", () => {
    const fields = { current_password: "This is not your current password." };
    expect(new AppError("INVALID_CREDENTIALS", { fields }).publicMessage).toBe(fields.current_password);
    expect(new AppError("INVALID_CREDENTIALS").publicMessage).toBe(ERROR_CODES.INVALID_CREDENTIALS.message);
  });

  it("says when to retry, if that is known", () => {
    expect(new AppError("RATE_LIMITED", { retryAfterSeconds: 30 }).retryAfterSeconds).toBe(30);
    expect(new AppError("RATE_LIMITED").retryAfterSeconds).toBeUndefined();
  });
});

describe("toAppError", () => {
  it("returns an AppError unchanged", () => {
    const error = new AppError("NOT_FOUND" satisfies ErrorCode);
    expect(toAppError(error)).toBe(error);
  });

  it.each([new Error("secret"), "secret", null, undefined, { code: "NOT_FOUND", status: 404 }])(
    "turns anything else into an INTERNAL_ERROR without the original message: %s",
    (thrown) => {
      const error = toAppError(thrown);
      expect(error).toMatchObject({ code: "INTERNAL_ERROR", status: 500, fields: {}, cause: thrown });
      expect(error.publicMessage + error.message).not.toContain("secret");
    },
  );
});
