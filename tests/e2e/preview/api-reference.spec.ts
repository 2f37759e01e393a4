// The OpenAPI document, as clients and caches get it, and the reference of the API.
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { valueOf, valuesOf } from "@/tests/e2e/raw-http";
import { plantSession } from "@/tests/e2e/planted-session";
import { expect, test } from "@/tests/setup/fixtures";

const DOCUMENT = "/api/openapi.json";

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; summary: string; tags: string[] }>>;
}

test.describe("the OpenAPI document", () => {
  test("may be stored by caches, which then ask whether it has changed", async ({ app, clientAddress }) => {
    const visitor = new RawVisitor(app.url, clientAddress);
    const first = await visitor.get(DOCUMENT);
    expect(first.status).toBe(200);
    expect(valuesOf(first, "Cache-Control")).toEqual(["public, max-age=0, must-revalidate"]);
    expect(valueOf(first, "Content-Type")).toBe("application/json");
    const document = JSON.parse(first.body) as Document;
    expect(document.openapi).toBe("3.1.1");
    expect(document.paths["/api/auth/signup"]?.post?.operationId).toBe("authSignUp");
    const tag = valueOf(first, "ETag") ?? "";
    for (const known of [tag, `"another", ${tag}`]) {
      const again = await visitor.get(DOCUMENT, [["If-None-Match", known]]);
      expect([again.status, again.body]).toEqual([304, ""]);
      expect(valuesOf(again, "Cache-Control")).toEqual(["public, max-age=0, must-revalidate"]);
    }
    expect((await visitor.get(DOCUMENT, [["If-None-Match", '"another"']])).status).toBe(200);
  });

  test("sets no cookie, even for a signed-in browser", async ({ app, clientAddress }) => {
    const visitor = new RawVisitor(app.url, clientAddress);
    const { name, value } = await plantSession(app, app.sign_ins[0]?.email ?? "");
    const headers = [
      ["Cookie", `${name}=${value}; flash=saved`],
      ["Accept", "text/html"],
    ] as [string, string][];
    const answer = await visitor.get(DOCUMENT, headers);
    expect(answer.status).toBe(200);
    expect(valuesOf(answer, "Set-Cookie")).toEqual([]);
  });

  test("is not confused with a refusal, which no cache stores", async ({ app, clientAddress }) => {
    const visitor = new RawVisitor(app.url, clientAddress);
    for (const answer of [
      await visitor.send(DOCUMENT, { method: "DELETE" }),
      await visitor.get(DOCUMENT, [["Host", "evil.test"]]),
    ]) {
      expect([400, 405]).toContain(answer.status);
      expect(valuesOf(answer, "Cache-Control")).toEqual(["no-store"]);
    }
  });
});

test.describe("the reference", () => {
  test("shows each operation once, without JavaScript", async ({ newVisitor, request }) => {
    const { paths } = (await (await request.get(DOCUMENT)).json()) as Document;
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    const page = await (await newVisitor({ javaScriptEnabled: false })).newPage();
    await page.goto("/");
    await page.getByRole("contentinfo").getByRole("link", { name: "API reference" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("API reference");
    const linked = await page
      .locator("main a[href*='#']")
      .evaluateAll((links) => links.map((a) => new URL((a as HTMLAnchorElement).href).hash.slice(1)));
    expect(linked.sort()).toEqual(ids.sort());
    const shown: string[] = [];
    const sections = page.getByRole("navigation", { name: "Gatehouse API" }).filter({ visible: true }).getByRole("link");
    const hrefs = await sections.evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
    for (const href of hrefs.slice(1)) {
      await page.goto(href);
      shown.push(...(await page.locator("main article").evaluateAll((articles) => articles.map(({ id }) => id))));
    }
    expect(shown.sort()).toEqual(ids.sort());
  });

  test("leads from the overview to an operation, by keyboard", async ({ page }) => {
    await page.goto("/api/docs");
    const link = page.getByRole("main").getByRole("link", { name: "Rename an organization" });
    await link.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/api\/docs\/organizations#organizationsUpdate$/);
    const operation = page.getByRole("article", { name: "Rename an organization" });
    await expect(operation).toBeInViewport();
    await expect(operation).toContainText("PATCH");
    await expect(operation).toContainText("--request PATCH");
    await expect(operation.getByText("API key of an organization")).toBeVisible();
    await expect(operation.getByText("ORGANIZATION_SUSPENDED")).toBeVisible();
  });

  test("responds with the page of a missing page to an unknown section", async ({ page, problems }) => {
    problems.allow(/404/);
    expect((await page.goto("/api/docs/no-such-section"))?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});
