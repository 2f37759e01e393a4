import ts from "typescript";
import { describe, expect, it } from "vitest";
import { descendants, filesIn, isCode, parse, textOf } from "./source";

/** The components that add the id of the user whom the page was rendered for. */
const MAKERS = ["components/forms/action-form.tsx", "components/forms/plain-form.tsx"];
/** The methods of forms without an effect: a search, and a button that closes a dialog. */
const HARMLESS = ["get", "dialog"];

/** Every form element that posts. */
function postingForms(source: ts.SourceFile): string[] {
  const found: string[] = [];
  for (const node of descendants(source)) {
    if (!ts.isJsxOpeningElement(node) && !ts.isJsxSelfClosingElement(node)) continue;
    if (node.tagName.getText(source) !== "form") continue;
    const method = node.attributes.properties.find(
      (each) => ts.isJsxAttribute(each) && each.name.getText(source) === "method",
    );
    const value =
      method && ts.isJsxAttribute(method) && method.initializer && ts.isStringLiteral(method.initializer)
        ? method.initializer.text
        : null;
    if (value === null || !HARMLESS.includes(value)) found.push(node.getText(source));
  }
  return found;
}

describe("a form that posts", () => {
  it("is rendered only by the two components that also send the id of the page's user", () => {
    const files = [...filesIn("app"), ...filesIn("components")].filter(
      (file) => isCode(file) && textOf(file).includes("<form"),
    );
    const making = files.filter((file) => postingForms(parse(file)).length > 0);
    expect(making.sort()).toEqual(MAKERS);
  });

  it.each([
    [`<form method="post" action="/api/x" />`, 1],
    [`<form action={act}></form>`, 1],
    [`<form method={method}></form>`, 1],
    [`<form method="get" role="search"></form>`, 0],
    [`<form method="dialog"></form>`, 0],
  ])("is recognized correctly in %s", (jsx, count) => {
    expect(postingForms(parse("components/snippet.tsx", `export const A = () => ${jsx};`))).toHaveLength(count);
  });
});
