import { expect, test } from "@/tests/setup/fixtures";
import { ApiClient } from "@/tests/e2e/api-client";
import { FIRST_PASSWORD, newAddress, SECOND_PASSWORD, THIRD_PASSWORD, tokenOf } from "@/tests/e2e/journey";

test("offers sign-up, sign-in, sessions and passwords through the API", async ({ app, mailbox }) => {
  const client = new ApiClient(app.url);
  const other = new ApiClient(app.url);
  const email = newAddress();

  const signUp = await client.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Ada" });
  expect([signUp.status, await signUp.json()]).toEqual([202, { status: "verification_required" }]);
  const early = await client.post("/api/auth/login", { email, password: FIRST_PASSWORD });
  expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([403, "EMAIL_NOT_VERIFIED"]);
  expect((await client.post("/api/auth/resend-verification", { email })).status).toBe(202);
  await mailbox.waitFor(email, { subject: /Verify/ });
  const token = tokenOf((await mailbox.waitFor(email, { subject: /Verify/ })).links[0]);
  const elsewhere = await other.post("/api/auth/verify-email", { token });
  expect([elsewhere.status, ((await elsewhere.json()) as { code: string }).code]).toEqual([403, "PASSWORD_REQUIRED"]);
  expect((await client.post("/api/auth/verify-email", { token })).status).toBe(204);
  const again = await client.post("/api/auth/verify-email", { token });
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([400, "INVALID_LINK"]);

  const login = await client.post("/api/auth/login", { email, password: FIRST_PASSWORD });
  expect(login.status).toBe(200);
  const signedIn = (await login.json()) as { user: { id: string }; organizations: unknown[] };
  expect(signedIn).toEqual({
    user: { id: expect.any(String), email, name: "Ada" },
    organizations: [{ id: expect.any(String), slug: expect.any(String), name: "Ada's organization", role: "org_admin" }],
  });
  const session = await client.get("/api/auth/session");
  expect(await session.json()).toEqual({ ...signedIn, expires_at: expect.stringMatching(/^\d{4}-.*Z$/) });

  await other.post("/api/auth/login", { email, password: FIRST_PASSWORD });
  const listed = (await (await client.get("/api/auth/sessions")).json()) as { items: { id: string; current: boolean }[] };
  expect(listed.items).toHaveLength(2);
  const otherId = listed.items.find((item) => !item.current)?.id ?? "";
  expect((await client.request("DELETE", `/api/auth/sessions/${otherId}`)).status).toBe(204);
  expect((await client.request("DELETE", `/api/auth/sessions/${otherId}`)).status).toBe(404);
  expect((await other.get("/api/auth/session")).status).toBe(401);

  await other.post("/api/auth/login", { email, password: FIRST_PASSWORD });
  const passwords = { current_password: FIRST_PASSWORD, new_password: SECOND_PASSWORD };
  const changed = await client.post("/api/password/update", passwords);
  expect(changed.status).toBe(204);
  expect(
    changed.headers
      .getSetCookie()
      .map((line) => line.split("=")[0])
      .sort(),
    "stays signed in and known",
  ).toEqual(["device", "session_id"]);
  expect((await client.get("/api/auth/session")).status).toBe(200);
  expect((await other.get("/api/auth/session")).status).toBe(401);

  expect((await client.post("/api/auth/logout")).status).toBe(204);
  const gone = await client.get("/api/auth/session");
  expect([gone.status, ((await gone.json()) as { code: string }).code]).toEqual([401, "UNAUTHORIZED"]);

  expect((await client.post("/api/password/forgot", { email })).status).toBe(202);
  const reset = tokenOf((await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0]);
  expect((await client.post("/api/password/reset", { token: reset, new_password: THIRD_PASSWORD })).status).toBe(204);
  expect((await client.post("/api/auth/login", { email, password: THIRD_PASSWORD })).status).toBe(200);
});

test("reports all errors in one format, without internal details", async ({ app }) => {
  const client = new ApiClient(app.url);
  const cases: [Promise<Response>, number, string][] = [
    [client.post("/api/auth/login", { email: "a@example.com", password: "x", admin: true }), 422, "VALIDATION_ERROR"],
    [client.request("POST", "/api/auth/login", undefined, { "Content-Type": "text/plain" }), 415, "UNSUPPORTED_MEDIA_TYPE"],
    [client.request("PUT", "/api/auth/login"), 405, "METHOD_NOT_ALLOWED"],
    [client.request("HEAD", "/api/cron"), 405, ""],
    [client.get("/api/auth/session"), 401, "UNAUTHORIZED"],
    [client.post("/api/auth/login", { email: "a@example.com", password: "x".repeat(70_000) }), 413, "PAYLOAD_TOO_LARGE"],
    [client.request("POST", "/api/auth/login", {}, { Origin: "https://evil.example" }), 403, "CSRF_REJECTED"],
    [client.request("POST", "/api/auth/login", {}, { "Sec-Fetch-Site": "cross-site" }), 403, "CSRF_REJECTED"],
  ];
  for (const [answer, status, code] of cases) {
    const response = await answer;
    expect(response.status).toBe(status);
    if (code === "") continue;
    const body = (await response.json()) as { request_id: string };
    expect(body).toEqual({
      code,
      message: expect.any(String),
      details: expect.any(Object),
      request_id: response.headers.get("x-request-id"),
    });
  }
  expect((await client.request("PUT", "/api/auth/login")).headers.get("allow")).toBe("POST, OPTIONS");
});

test("runs the scheduled jobs only with the scheduler's secret", async ({ app }) => {
  const knock = (authorization?: string, method = "GET") =>
    fetch(`${app.url}/api/cron`, { method, headers: authorization === undefined ? {} : { Authorization: authorization } });
  for (const wrong of [undefined, "", "Bearer ", "Bearer wrong", `Basic ${app.cron_secret}`, app.cron_secret]) {
    expect((await knock(wrong)).status).toBe(401);
  }
  for (const method of ["GET", "POST"]) {
    const answer = await knock(`Bearer ${app.cron_secret}`, method);
    expect(answer.status).toBe(200);
    expect(Object.keys(((await answer.json()) as { jobs: object }).jobs)).toContain("prune-sessions");
  }
});
