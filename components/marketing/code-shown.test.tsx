import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { CODE_EXCERPTS } from "./code-excerpts";
import { CodeShown } from "./code-shown";
import { sourceHref } from "./source-link";

const rendered = (repository: string | undefined) => renderToStaticMarkup(<CodeShown repository={repository} />);

it("links each excerpt to its file if the source is published, and otherwise has no link", () => {
  const repository = "https://git.test/a/b";
  const linked = [...rendered(repository).matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  const paths = [...CODE_EXCERPTS.map(({ path }) => path), "docs/how-to/add-a-feature.md"];
  expect(linked).toEqual(paths.map((path) => sourceHref(repository, path)));
  expect(rendered(undefined)).not.toContain("<a ");
});

it("makes each excerpt, which can scroll, reachable by keyboard under its title", () => {
  const focusable = [...rendered(undefined).matchAll(/<pre tabindex="0" role="group" aria-label="([^"]+)"/g)];
  expect(focusable.map(([, label]) => label)).toEqual(CODE_EXCERPTS.map(({ title }) => title));
});
