import { describe, expect, it } from "vitest";
import type { ApiOperation } from "./api-document";
import { curlOf } from "./curl";

const SITE = "https://app.gatehouse.test";
const operation = (given: Partial<ApiOperation>): ApiOperation => ({
  operationId: "test",
  summary: "Test",
  tags: [],
  security: [{}],
  responses: {},
  ...given,
});
const parameter = (name: string, place: "path" | "query", example: unknown, required = true) => ({
  name,
  in: place,
  required,
  schema: {},
  example,
});

describe("the command for an operation", () => {
  it("fills in the path and required parameters, and quotes for a shell what an example contains", () => {
    const parameters = [
      parameter("org", "path", "it's/here"),
      parameter("q", "query", "a b"),
      parameter("limit", "query", 5, false),
    ];
    expect(curlOf(SITE, "GET", "/api/v1/organizations/{org}", operation({ parameters }))).toBe(
      `curl '${SITE}/api/v1/organizations/it'\\''s%2Fhere?q=a%20b'`,
    );
  });

  it("sends a bearer where one is accepted, and neither a cookie nor an origin then", () => {
    const security = ["session", "accessToken", "personalApiKey"].map((scheme) => ({ [scheme]: ["member"] }));
    const content = { "application/json": { schema: {}, example: { name: "Ada's" } } };
    expect(curlOf(SITE, "POST", "/x", operation({ security, requestBody: { required: true, content } }))).toBe(
      [`curl --request POST '${SITE}/x'`, `--header "Authorization: Bearer $TOKEN"`, `--json '{"name":"Ada'\\''s"}'`].join(
        " \\\n  ",
      ),
    );
  });

  it("sends the cookie of a session otherwise, and the site's origin with a change", () => {
    const security = [{ session: [] }];
    expect(curlOf(SITE, "GET", "/x", operation({ security }))).toBe(`curl '${SITE}/x' \\\n  --cookie cookies.txt`);
    expect(curlOf(SITE, "DELETE", "/x", operation({ security }))).toContain(`--header 'Origin: ${SITE}'`);
  });

  it("keeps the cookies that the response sets", () => {
    const responses = { 200: { description: "Success.", headers: { "Set-Cookie": {} } } };
    expect(curlOf(SITE, "POST", "/x", operation({ responses }))).toContain("--cookie-jar cookies.txt");
    expect(curlOf(SITE, "POST", "/x", operation({}))).not.toContain("cookies.txt");
  });

  it("names the secret of the installation where one is required", () => {
    expect(curlOf(SITE, "GET", "/x", operation({ security: [{ cronSecret: [] }] }))).toContain("Bearer $CRON_SECRET");
  });
});
