import type { Metadata } from "next";
import { NoticePage } from "@/components/layout/notice-page";
import { LinkButton } from "@/components/ui/link-button";
import { closedOrganization } from "@/lib/web/pages/closed-organization";
import { closedNotice } from "@/lib/web/pages/notices";
import { requestFacts } from "@/lib/web/http/request-facts";

export const metadata: Metadata = { title: "No access" };

export default async function Forbidden() {
  const { requestId } = await requestFacts();
  const { status, title, text, way } = closedNotice(await closedOrganization());
  return (
    <NoticePage
      code={String(status)}
      title={title}
      requestId={requestId}
      actions={<LinkButton href={way.href}>{way.label}</LinkButton>}
    >
      <p>{text}</p>
    </NoticePage>
  );
}
