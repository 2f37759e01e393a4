import type { Metadata } from "next";
import { Endpoint } from "@/components/api-reference/endpoint";
import { ReferenceFrame } from "@/components/api-reference/reference-frame";
import { RefusalList } from "@/components/api-reference/refusal-list";
import { Markdown } from "@/components/ui/markdown";
import { PageHeader } from "@/components/ui/page-header";
import { openPage } from "@/lib/web/adapters/require";
import { REFERENCE_PATH } from "@/lib/web/edge/paths";
import { apiReference } from "@/lib/web/openapi/reference";
import { appName } from "@/lib/web/pages/app-name";

export const metadata: Metadata = { title: "API reference" };

export default async function Page() {
  await openPage();
  const { title, overview, sections, codes } = apiReference();
  return (
    <ReferenceFrame appName={appName()} title={title} sections={sections} current={null}>
      <div className="grid gap-6">
        <PageHeader title="API reference" />
        <Markdown text={overview} />
      </div>
      {sections.map(({ slug, name, operations }) => (
        <section key={slug} className="grid grid-cols-1 gap-3">
          <h2 className="text-lg font-semibold">
            <a href={`${REFERENCE_PATH}/${slug}`} className="rounded-sm hover:underline">
              {name}
            </a>
          </h2>
          <ul className="grid divide-y divide-border border-y border-border">
            {operations.map(({ id, method, path, summary }) => (
              <li key={id} className="grid gap-x-6 gap-y-0.5 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
                <a href={`${REFERENCE_PATH}/${slug}#${id}`} className="w-fit rounded-sm text-sm font-medium hover:underline">
                  {summary}
                </a>
                <Endpoint method={method} path={path} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section className="grid grid-cols-1 gap-3">
        <h2 className="text-lg font-semibold">Error codes</h2>
        <RefusalList refusals={codes} />
      </section>
    </ReferenceFrame>
  );
}
