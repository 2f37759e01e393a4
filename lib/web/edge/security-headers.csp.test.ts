// Runs Google's CSP Evaluator on the policies, and on weakened copies to prove that it finds flaws. The evaluator reads a
// policy as current browsers do (CSP 3), where 'strict-dynamic' makes script-src ignore 'self'. It checks a nonce's length
// (at least 8 characters) and alphabet, but not whether the nonce is random.
import { CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { describe, expect, it } from "vitest";
import { JSON_POLICY, pagePolicy } from "./security-headers";

const NONCE = Buffer.alloc(16, "sixteen bytes").toString("base64");
const OPTIONS = { devServer: false, inlineStyles: false, formTargets: ["https://accounts.google.com"] };
const PAGE_POLICY = pagePolicy(NONCE, OPTIONS);

const GRAVE = [Severity.HIGH, Severity.HIGH_MAYBE, Severity.MEDIUM, Severity.MEDIUM_MAYBE, Severity.SYNTAX];

/** The serious findings, as "HIGH script-src". */
function findings(policy: string): string[] {
  const { csp } = new CspParser(policy);
  const found = new CspEvaluator(csp).evaluate(undefined, [...DEFAULT_CHECKS, ...STRICTCSP_CHECKS]);
  const grave = found.filter(({ severity }) => GRAVE.includes(severity));
  return grave.map(({ severity, directive }) => `${Severity[severity]} ${directive}`);
}

describe("the CSP evaluator on the product's policies", () => {
  it("finds nothing serious in the policy of a page", () => {
    expect(findings(PAGE_POLICY)).toEqual([]);
  });

  it("finds nothing serious in the policy of JSON responses", () => {
    expect(findings(JSON_POLICY)).toEqual([]);
  });
});

describe("the CSP evaluator on a weaker policy", () => {
  it.each([
    ["that allows inline scripts", /'nonce-\S+ 'strict-dynamic'/, "'unsafe-inline'", "HIGH script-src"],
    ["that lets a page change its base URL", "; base-uri 'none'", "", "HIGH base-uri"],
    ["that allows scripts from any https host", "'self' 'nonce", "https: 'nonce", "HIGH script-src", "'strict-dynamic'"],
    ["that allows plug-ins from anywhere", "object-src 'none'", "object-src *", "HIGH object-src"],
    ["that allows eval", "'strict-dynamic'", "'strict-dynamic' 'unsafe-eval'", "MEDIUM_MAYBE script-src"],
    ["that allows every script from the page's own origin", " 'strict-dynamic'", "", "MEDIUM_MAYBE script-src"],
    ["whose nonce is short", `'nonce-${NONCE}'`, "'nonce-abc'", "MEDIUM script-src"],
    ["with an unknown directive", "form-action", "form-acton", "SYNTAX form-acton"],
  ])("finds the flaw in a page's policy %s", (_what, part: string | RegExp, replacement, finding, without = "") => {
    const weaker = PAGE_POLICY.replace(part, replacement).replace(without, "");
    expect(weaker).not.toBe(PAGE_POLICY);
    expect(findings(weaker)).toContain(finding);
  });

  it("finds the flaw in a JSON policy with default-src *", () => {
    expect(findings(JSON_POLICY.replace("default-src 'none'", "default-src *"))).toContain("HIGH default-src");
  });

  it("finds the flaw in the page policy of the development server, which no other environment uses", () => {
    expect(findings(pagePolicy(NONCE, { ...OPTIONS, devServer: true, inlineStyles: true }))).toEqual([
      "MEDIUM_MAYBE script-src",
    ]);
  });
});
