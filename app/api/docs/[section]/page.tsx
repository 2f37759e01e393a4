import type { Metadata } from "next";
import { Operation } from "@/components/api-reference/operation";
import { ReferenceFrame } from "@/components/api-reference/reference-frame";
import { PageHeader } from "@/components/ui/page-header";
import { openPage } from "@/lib/web/adapters/require";
import { apiReference } from "@/lib/web/openapi/reference";
import { appName } from "@/lib/web/pages/app-name";
import { missingPage } from "@/lib/web/pages/close-page";

interface Props {
  params: Promise<{ section: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { section } = await params;
  const name = apiReference().sections.find(({ slug }) => slug === section)?.name;
  return { title: name === undefined ? "API reference" : `${name} · API reference` };
}

export default async function Page({ params }: Props) {
  await openPage();
  const { section } = await params;
  const { title, sections } = apiReference();
  const shown = sections.find(({ slug }) => slug === section);
  if (!shown) return missingPage();
  return (
    <ReferenceFrame appName={appName()} title={title} sections={sections} current={section}>
      <PageHeader title={shown.name} />
      {shown.operations.map((operation) => (
        <Operation key={operation.id} operation={operation} />
      ))}
    </ReferenceFrame>
  );
}
